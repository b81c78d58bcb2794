import { fromInstant } from '../calendar/instant.ts';
import { findAnswer, findPrivateNote, type SavedAnswer } from '../store/answers.ts';
import type { Checkin } from '../store/checkins.ts';
import type { Db } from '../store/tables.ts';
import { type Answer, blockerKinds } from './answer.ts';

/** What was answered, without the goals, which are kept by themselves. */
export type AnswerTexts = Omit<Answer, 'goals'>;

export interface LastAnswer {
  texts: AnswerTexts;
  version: number;
  savedAt: Date;
  savedBy: string;
}

/** The answer that counts, for the person themself: with what is only for them. */
export async function findOwnAnswer(db: Db, checkin: Checkin, personId: string): Promise<LastAnswer | undefined> {
  const saved = await findAnswer(db, checkin);
  return saved && lastAnswer(saved, await findPrivateNote(db, checkin, personId));
}

/** The same for everybody else who may see it. */
export async function findSharedAnswer(
  db: Db,
  checkin: Checkin,
  since: Date | undefined,
): Promise<LastAnswer | undefined> {
  const saved = await findAnswer(db, checkin);
  if (!saved || (since && fromInstant(saved.saved_at) < since)) return undefined;
  return lastAnswer(saved, '');
}

const lastAnswer = (saved: SavedAnswer, onlyForMe: string): LastAnswer => ({
  texts: {
    wentWell: saved.went_well,
    blockerKind: blockerKinds.find((kind) => kind === saved.blocker_kind),
    blocker: saved.blocker,
    help: saved.help,
    helpFrom: saved.help_from ?? undefined,
    confidence: saved.confidence ?? undefined,
    onlyForMe,
  },
  version: saved.version,
  savedAt: fromInstant(saved.saved_at),
  savedBy: saved.saved_by,
});
