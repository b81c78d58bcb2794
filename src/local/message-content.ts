import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { checkBlocks, checkLength } from './block-check.ts';
import { isLongerThan, isRecord } from './block-rules/shape.ts';
import { withIds } from './ids.ts';
import type { Change } from './messages.ts';
import { refusalWith, SlackError } from './slack-error.ts';

const MOST_CHARACTERS_OF_TEXT = 40_000;

/** The fields of a message, however they come: in a form they are JSON in a string. */
export interface MessageFields {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  metadata?: unknown;
}

const metadata = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });

/**
 * What Slack would store of a message.
 * @throws {SlackError} no_text, msg_too_long, invalid_blocks, msg_blocks_too_long, …
 */
export function messageContent(fields: MessageFields): Change {
  const { text = '' } = fields;
  const blocks = requireBlocks(fields.blocks);
  if (!isEmptyList(fields.attachments)) {
    const problem = 'the local workspace does not draw attachments: use blocks';
    throw refusalWith('invalid_attachments', [{ pointer: '/attachments', problem }]);
  }
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  if (isLongerThan(text, MOST_CHARACTERS_OF_TEXT)) throw new SlackError('msg_too_long');
  return { text, blocks, metadata: requireMetadata(fields.metadata) };
}

function requireBlocks(given: unknown): KnownBlock[] {
  const blocks = fromJson(given, 'invalid_blocks_format') ?? [];
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  if (checkLength(blocks)) throw new SlackError('msg_blocks_too_long');
  if (areBlocks(blocks)) return withIds(blocks);
  throw refusalWith('invalid_blocks', checkBlocks(blocks));
}

function areBlocks(blocks: unknown): blocks is KnownBlock[] {
  return checkBlocks(blocks).length === 0;
}

function requireMetadata(given: unknown): Change['metadata'] {
  const value = fromJson(given, 'invalid_metadata_format');
  if (value === undefined || value === null || value === '') return null;
  const parsed = metadata.safeParse(value);
  if (!parsed.success) throw new SlackError('invalid_metadata_format');
  return parsed.data;
}

function isEmptyList(given: unknown): boolean {
  const value = fromJson(given, 'invalid_attachments');
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

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
