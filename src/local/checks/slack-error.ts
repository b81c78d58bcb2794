import type { Problem } from './block-rules/shape.ts';

/** A refusal as Slack words it: `{ ok: false, error: code, …details }`. */
export class SlackError extends Error {
  override name = 'SlackError';
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, details: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** A refusal that names each mistake, in the two places where Slack repeats it. */
export function refusalWith(code: string, problems: Problem[]): SlackError {
  const errors = problems.map(({ pointer, problem }) => `${problem} [json-pointer:${pointer}]`);
  return new SlackError(code, {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  });
}

/** The sentence for a person: the error and, where Slack names it, the first mistake. */
export function sentenceFor(error: SlackError): string {
  const { errors } = error.details;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return typeof first === 'string' ? `${error.code}: ${first}` : error.code;
}
