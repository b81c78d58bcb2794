import { z } from 'zod';
import { findDraft, saveDraft } from '../store/answers.ts';
import type { Checkin } from '../store/checkins.ts';
import { lockPlan } from '../store/plans.ts';
import type { Db } from '../store/tables.ts';
import { type Answer, blockerKinds } from './answer.ts';
import { getCheckin } from './checkin-of.ts';
import type { PlanDeps } from './deps.ts';
import { type Actor, requireSelf } from './rights.ts';
import { findOwnAnswer } from './saved-answer.ts';

const goalAnswer = z.object({
  id: z.string(),
  state: z.enum(['not_started', 'in_progress', 'blocked', 'done', 'dropped']),
  evidence: z.string(),
});

const draft = z.object({
  goals: z.array(goalAnswer),
  wentWell: z.string(),
  blockerKind: z.enum(blockerKinds).optional(),
  blocker: z.string(),
  help: z.string(),
  helpFrom: z.string().optional(),
  confidence: z.number().optional(),
  onlyForMe: z.string(),
});

/** What is on the page that was handed over: the rest of the answer stands as it was. */
export type TypedAnswer = Partial<Answer>;

export interface Typed {
  checkinId: string;
  typed: TypedAnswer;
  /** Slack's time of the press, `1764000000.000100`. */
  typedAt: string;
}

/** Keeps what was typed and not sent, so that it is there when the form is opened again. @throws {Refusal} not theirs */
export async function keepDraft({ db }: Pick<PlanDeps, 'db'>, actor: Actor, typed: Typed): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const checkin = await getCheckin(trx, actor.workspaceId, typed.checkinId);
    requireSelf(actor, await lockPlan(trx, actor.workspaceId, checkin.plan_id));
    const before = await readDraft(trx, checkin, actor.personId);
    const content = JSON.stringify(withTyped(before ?? nothingTyped, typed.typed));
    await saveDraft(trx, checkin, { personId: actor.personId, content, typedAt: typed.typedAt });
  });
}

const nothingTyped: Answer = {
  goals: [],
  wentWell: '',
  blockerKind: undefined,
  blocker: '',
  help: '',
  helpFrom: undefined,
  confidence: undefined,
  onlyForMe: '',
};

/** One page of the form on top of what is known: its goals replace their namesakes, the others stay. */
export function withTyped(before: Answer, typed: TypedAnswer): Answer {
  const changed = new Map(typed.goals?.map((goal) => [goal.id, goal]));
  const kept = before.goals.filter(({ id }) => !changed.has(id));
  return { ...before, ...typed, goals: [...kept, ...changed.values()] };
}

/** What was typed and not sent; undefined where there is nothing, or what an older version kept. */
export async function readDraft(db: Db, checkin: Checkin, personId: string): Promise<Answer | undefined> {
  const content = await findDraft(db, checkin, personId);
  if (content === undefined) return undefined;
  const { data } = draft.safeParse(JSON.parse(content));
  return data && { ...nothingTyped, ...data };
}

export interface Note {
  checkinId: string;
  field: 'wentWell' | 'blocker' | 'onlyForMe';
  text: string;
  typedAt: string;
}

/** Puts what somebody wrote in the direct message below what a field of their check-in says already. @throws {Refusal} */
export async function keepNote(deps: Pick<PlanDeps, 'db'>, actor: Actor, note: Note): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const checkin = await getCheckin(trx, actor.workspaceId, note.checkinId);
    requireSelf(actor, await lockPlan(trx, actor.workspaceId, checkin.plan_id));
    const saved = await findOwnAnswer(trx, checkin, actor.personId);
    const before = (await readDraft(trx, checkin, actor.personId)) ?? { ...nothingTyped, ...saved?.texts };
    const text = [before[note.field], note.text].filter((part) => part !== '').join('\n');
    const content = JSON.stringify({ ...before, [note.field]: text });
    await saveDraft(trx, checkin, { personId: actor.personId, content, typedAt: note.typedAt });
  });
}
