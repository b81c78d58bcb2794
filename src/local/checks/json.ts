import { isRecord } from './block-rules/shape.ts';
import { SlackError } from './slack-error.ts';

/** A value that a form holds as JSON and a JSON body as it is. @throws {SlackError} `error` */
export function fromJson(value: unknown, error: string): unknown {
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    throw new SlackError(error);
  }
}

/** The object in a JSON text, or undefined. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
