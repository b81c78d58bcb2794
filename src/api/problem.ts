import type { ServerResponse } from 'node:http';

/** What can be wrong with a request, as RFC 9457 wants it told: https://www.rfc-editor.org/rfc/rfc9457 */
export const problems = {
  'no-json': { status: 400, title: 'The body is no JSON' },
  'wrong-key': { status: 400, title: 'The Idempotency-Key cannot be used' },
  'no-token': { status: 401, title: 'No token that is known here' },
  'other-limits': { status: 403, title: 'The token is for something else' },
  'no-such-path': { status: 404, title: 'There is nothing here' },
  'other-method': { status: 405, title: 'That is not done here' },
  'key-used': { status: 409, title: 'The Idempotency-Key was used for another body' },
  'too-large': { status: 413, title: 'The body is too large' },
  'other-format': { status: 415, title: 'The body is in a format that is not read here' },
  'wrong-readings': { status: 422, title: 'Readings that cannot be stored' },
  failed: { status: 500, title: 'Something went wrong on our side' },
  'no-answer': { status: 503, title: 'This cannot be answered just now' },
} as const;

export type ProblemKind = keyof typeof problems;

/** What is wrong in one entry. */
export interface EntryError {
  /** Where in the body: a JSON pointer (RFC 6901), `/3/value`. */
  pointer: string;
  detail: string;
  /** What would be right there. */
  example?: string | number;
}

interface More {
  headers?: Record<string, string>;
  errors?: EntryError[];
}

/** A request that is not done, and nothing of it was stored. */
export class Problem extends Error {
  override name = 'Problem';
  readonly kind: ProblemKind;
  readonly more: More;

  constructor(kind: ProblemKind, detail: string, more: More = {}) {
    super(detail);
    this.kind = kind;
    this.more = more;
  }
}

/** More than these help nobody. */
export const mostErrors = 100;

export function answerProblem(response: ServerResponse, { kind, message, more: { headers, errors } }: Problem): void {
  const { status, title } = problems[kind];
  const body = {
    type: `urn:problem-type:role-coach:${kind}`,
    title,
    status,
    detail: message,
    ...(errors ? { errors: errors.slice(0, mostErrors) } : {}),
  };
  const type = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
}
