import { fromInstant, toInstant } from '../calendar/instant.ts';
import { findAnswer, findAnswerBefore, findPrivateNote, type SavedAnswer } from '../store/answers.ts';
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

/** The same for everybody else who may see it; what was said before `since` and stayed as it was is left out. */
export async function findSharedAnswer(
  db: Db,
  checkin: Checkin,
  since: Date | undefined,
): Promise<LastAnswer | undefined> {
  const saved = await findAnswer(db, checkin);
  if (!saved || (since && fromInstant(saved.saved_at) < since)) return undefined;
  const answer = lastAnswer(saved, '');
  const before = since && (await findAnswerBefore(db, checkin, toInstant(since)));
  return before ? { ...answer, texts: newSince(answer.texts, lastAnswer(before, '').texts) } : answer;
}

const newSince = (now: AnswerTexts, before: AnswerTexts): AnswerTexts => ({
  wentWell: now.wentWell === before.wentWell ? '' : now.wentWell,
  blockerKind: now.blockerKind === before.blockerKind ? undefined : now.blockerKind,
  blocker: now.blocker === before.blocker ? '' : now.blocker,
  help: now.help === before.help ? '' : now.help,
  helpFrom: now.helpFrom === before.helpFrom ? undefined : now.helpFrom,
  confidence: now.confidence === before.confidence ? undefined : now.confidence,
  onlyForMe: '',
});

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
