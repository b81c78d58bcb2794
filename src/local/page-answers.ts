import type { Parts } from './parts.ts';
import type { PageAnswer, PageRequest } from './protocol.ts';

export type RequestOf<Kind extends PageRequest['kind']> = Extract<PageRequest, { kind: Kind }>;

export const done: PageAnswer = { ok: true };

/** A sentence for a toast. */
export function problem(sentence: string): PageAnswer {
  return { ok: false, problem: sentence };
}

/** Slack's name for an answer that did not come in time, or was no 2xx. */
export function failure({ reason }: { reason: string }): string {
  return reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
}

/** The moment, as Slack writes it beside actions and events. */
export function actionTs({ clock }: Pick<Parts, 'clock'>): string {
  return `${(clock.now().getTime() / 1000).toFixed(3)}000`;
}
