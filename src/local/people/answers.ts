import type { PageAnswer, PageRequest } from '../protocol.ts';

export type RequestOf<Kind extends PageRequest['kind']> = Extract<PageRequest, { kind: Kind }>;

export const done: PageAnswer = { ok: true };

/** A sentence for a toast. */
export function problem(sentence: string): PageAnswer {
  return { ok: false, problem: sentence };
}
