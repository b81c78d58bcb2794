import { z } from 'zod';
import type { Problem } from '../checks/block-rules/shape.ts';
import { fromJson } from '../checks/json.ts';
import { refusalWith, SlackError } from '../checks/slack-error.ts';
import type { Pieces } from '../pieces.ts';

/** A method of the Web API: reads its arguments, does it, and gives what stands beside `ok: true`. */
export type Method = (pieces: Pieces, args: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** A method with checked arguments. A wrong one is `invalid_arguments`, named as Slack names it. */
export function method<Args>(
  schema: z.ZodType<Args>,
  run: (pieces: Pieces, args: Args) => Promise<Record<string, unknown>>,
): Method {
  return async (pieces, given) => {
    const parsed = schema.safeParse(given);
    if (!parsed.success) throw refusalWith('invalid_arguments', parsed.error.issues.map(toProblem));
    return run(pieces, parsed.data);
  };
}

function toProblem({ path, message, code, input }: z.core.$ZodIssue): Problem {
  const pointer = path.map((key) => `/${String(key)}`).join('');
  const isMissing = code === 'invalid_type' && input === undefined;
  return { pointer, problem: isMissing ? `missing required field: ${pointer.slice(1)}` : message };
}

/** @throws {SlackError} missing_scope, with the scope that is needed and those that the token has */
export function requireScope({ manifest }: Pieces, scope: string): void {
  if (manifest.scopes.has(scope)) return;
  throw new SlackError('missing_scope', { needed: scope, provided: [...manifest.scopes].join(',') });
}

/** `true`, or `"true"` and `"1"` from a form. */
export const flag = z.preprocess((value) => value === true || value === 'true' || value === '1', z.boolean());

/** A whole number, or its digits from a form. */
export const count = z.coerce.number().int();

/** A value that a form holds as JSON. */
export const json = z.unknown().transform((value) => fromJson(value, 'invalid_arguments'));

/** One page of a list that is read with `cursor` and `limit`. @throws {SlackError} invalid_cursor, invalid_limit */
export function pageOf<Item>(items: Item[], { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  if (limit < 1 || limit > 1000) throw new SlackError('invalid_limit');
  const from = cursor ? Number(decodeCursor(cursor, 'index')) : 0;
  if (!Number.isInteger(from)) throw new SlackError('invalid_cursor');
  const next = from + limit < items.length ? encodeCursor('index', String(from + limit)) : '';
  return { page: items.slice(from, from + limit), next };
}

export function encodeCursor(kind: string, value: string): string {
  return Buffer.from(`${kind}:${value}`).toString('base64');
}

/** @throws {SlackError} invalid_cursor */
export function decodeCursor(cursor: string, kind: string): string {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith(`${kind}:`)) throw new SlackError('invalid_cursor');
  return text.slice(kind.length + 1);
}
