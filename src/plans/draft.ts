import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { findDraft, saveDraft } from '../store/answers.ts';
import type { Checkin } from '../store/checkins.ts';
import { lockPlan } from '../store/plans.ts';
import type { Db } from '../store/tables.ts';
import { type Answer, blockerKinds, nothingSaid } from './answer.ts';
import { getCheckin } from './checkin-of.ts';
import type { PlanDeps } from './deps.ts';
import { type Actor, requireSelf } from './rights.ts';
import { findOwnAnswer } from './saved-answer.ts';

const goalAnswer = z.object({
  id: z.string(),
  state: z.enum(['not_started', 'in_progress', 'blocked', 'done', 'dropped']),
  evidence: z.string(),
  version: z.number().default(0),
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
  /** The version of each goal that the form was made from. */
  goalVersions: Record<string, number>;
  /** Slack's time of the press, `1764000000.000100`; undefined: the form was sent, after all that was pressed in it. */
  typedAt: string | undefined;
}

/** Keeps what was typed and not sent, so that it is there when the form is opened again. @throws {Refusal} not theirs */
export async function keepDraft({ db, clock }: DraftDeps, actor: Actor, typed: Typed): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const checkin = await getCheckin(trx, actor.workspaceId, typed.checkinId);
    requireSelf(actor, await lockPlan(trx, actor.workspaceId, checkin.plan_id));
    const saved = await findOwnAnswer(trx, checkin, actor.personId);
    // a press may arrive after the form that it was made in was saved: what it brings is in the answer
    if (saved && typed.typedAt !== undefined && Number(typed.typedAt) * 1000 < saved.savedAt.getTime()) return;
    const kept = await findDraft(trx, checkin, actor.personId);
    const before = (kept && parsed(kept.content)) ?? { ...nothingTyped, ...saved?.texts };
    const goals = typed.typed.goals?.map((goal) => ({ ...goal, version: typed.goalVersions[goal.id] ?? 0 })) ?? [];
    const content = JSON.stringify({ ...before, ...typed.typed, goals: replaced(before.goals, goals) });
    const typedAt = typed.typedAt ?? later(kept?.typedAt, slackTime(clock.now()));
    await saveDraft(trx, checkin, { personId: actor.personId, content, typedAt });
  });
}

type DraftDeps = Pick<PlanDeps, 'db' | 'clock'>;

/** As Slack writes a moment: as text these are in the order of time. */
const slackTime = (moment: Date): string => (moment.getTime() / 1000).toFixed(6);

/** Slack's clock and ours may differ. */
const later = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

const nothingTyped: Draft = { ...nothingSaid, goals: [] };

/** What was typed, and for each goal what it was typed upon: a goal that was set elsewhere since is as it was set. */
export type Draft = Omit<Answer, 'goals'> & { goals: z.infer<typeof goalAnswer>[] };

/** Goals of one page of the form take the place of their namesakes, the others stay. */
export function replaced<Goal extends { id: string }>(before: readonly Goal[], typed: readonly Goal[]): Goal[] {
  const ids = new Set(typed.map(({ id }) => id));
  return [...before.filter(({ id }) => !ids.has(id)), ...typed];
}

/** What was typed and not sent; undefined where there is nothing, or what an older version kept. */
export async function readDraft(db: Db, checkin: Checkin, personId: string): Promise<Draft | undefined> {
  const kept = await findDraft(db, checkin, personId);
  return kept && parsed(kept.content);
}

function parsed(content: string): Draft | undefined {
  const { data } = draft.safeParse(JSON.parse(content));
  return data && { ...nothingTyped, ...data };
}

/** Slack's own limit for a field of a form: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const mostCharacters = 3000;

export interface Note {
  checkinId: string;
  field: 'wentWell' | 'blocker' | 'onlyForMe';
  text: string;
  typedAt: string;
}

/** Puts what somebody wrote in the direct message below what a field of their check-in says already. @throws {Refusal} */
export async function keepNote({ db }: Pick<PlanDeps, 'db'>, actor: Actor, note: Note): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const checkin = await getCheckin(trx, actor.workspaceId, note.checkinId);
    requireSelf(actor, await lockPlan(trx, actor.workspaceId, checkin.plan_id));
    const saved = await findOwnAnswer(trx, checkin, actor.personId);
    const kept = await findDraft(trx, checkin, actor.personId);
    const before = (kept && parsed(kept.content)) ?? { ...nothingTyped, ...saved?.texts };
    if (`\n${before[note.field]}`.endsWith(`\n${note.text}`)) return; // pressed twice
    const text = [before[note.field], note.text].filter((part) => part !== '').join('\n');
    if ([...text].length > mostCharacters) throw new Refusal({ kind: 'no-room' });
    const content = JSON.stringify({ ...before, [note.field]: text });
    const typedAt = later(kept?.typedAt, note.typedAt);
    await saveDraft(trx, checkin, { personId: actor.personId, content, typedAt });
  });
}
