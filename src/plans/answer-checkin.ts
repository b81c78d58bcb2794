import { randomUUID } from 'node:crypto';
import { toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { accept, wasAccepted } from '../store/accepted-requests.ts';
import { deleteDraft, insertAnswer, savePrivateNote } from '../store/answers.ts';
import { type Checkin, updateCheckin } from '../store/checkins.ts';
import { enqueue, type NewDelivery, withdraw } from '../store/deliveries.ts';
import { type Goal, goalsOf, saveGoals } from '../store/goals.ts';
import { latestKeyOf } from '../store/plan-deliveries.ts';
import { lockPlan, type Plan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { type Answer, nothingSaid } from './answer.ts';
import { getCheckin } from './checkin-of.ts';
import { type Conflict, conflictsWith } from './conflicts.ts';
import type { PlanDeps } from './deps.ts';
import { tellManager, wantsMore } from './help-wanted.ts';
import { questions } from './put-off.ts';
import { type Actor, requireSelf } from './rights.ts';
import { type AnswerTexts, findOwnAnswer } from './saved-answer.ts';
import { changedGoals } from './set-goal.ts';

export interface Submission {
  checkinId: string;
  /** What the form was made from: the check-in's version, and each goal's. */
  version: number;
  goalVersions: Record<string, number>;
  answer: Answer;
  /** Names this submission: one that comes again changes nothing. */
  requestKey: string;
}

export type Saved = { kind: 'saved' } | { kind: 'conflict'; conflicts: Conflict[]; version: number };

/**
 * Stores an answer, as a version of its own beside earlier ones. Where something newer was saved since the form was
 * made, nothing is stored and the newer state is given back, to be looked at before it is saved again.
 * @throws {Refusal} somebody else's, gone, or of a plan that has ended
 */
export async function answerCheckin(deps: PlanDeps, actor: Actor, submission: Submission): Promise<Saved> {
  const saved = await deps.db.transaction().execute(async (trx) => {
    const { plan_id } = await getCheckin(trx, actor.workspaceId, submission.checkinId);
    const plan = await lockPlan(trx, actor.workspaceId, plan_id);
    requireSelf(actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const checkin = await getCheckin(trx, actor.workspaceId, submission.checkinId);
    const goals = await goalsOf(trx, plan);
    const before = await findOwnAnswer(trx, checkin, actor.personId);
    const conflicts = conflictsWith(submission, { goals, before, version: checkin.version });
    if (conflicts.length > 0) return { kind: 'conflict' as const, conflicts, version: checkin.version };
    const now = deps.clock.now();
    const isNew = await accept(trx, { workspaceId: actor.workspaceId, key: submission.requestKey, at: now });
    if (isNew) await store(trx, deps, { plan, checkin, goals, before: before?.texts, submission, now });
    await deleteDraft(trx, checkin, plan.person_id); // also what came with the same submission once more
    return { kind: 'saved' as const };
  });
  deps.wake();
  return saved;
}

/** Whether a submission was stored before: Slack sends it again where the answer to it was lost. */
export const isAnswered = (
  { db }: Pick<PlanDeps, 'db'>,
  { workspaceId }: Actor,
  requestKey: string,
): Promise<boolean> => wasAccepted(db, workspaceId, requestKey);

interface ToStore {
  plan: Plan;
  checkin: Checkin;
  goals: Goal[];
  before: AnswerTexts | undefined;
  submission: Submission;
  now: Date;
}

async function store(trx: Trx, deps: PlanDeps, { plan, checkin, goals, ...rest }: ToStore): Promise<void> {
  const { role, holidays } = deps;
  const { before, now } = rest;
  const { answer } = rest.submission;
  const at = toInstant(now);
  const version = checkin.version + 1;
  const { blockerKind, helpFrom, confidence, wentWell, blocker, help, onlyForMe } = answer;
  // a form may be older than the role: what nobody knows any more does not keep the rest from being saved
  const answered = answer.goals.filter(({ id }) => role.find(id) || goals.some(({ goal_id }) => goal_id === id));
  await insertAnswer(trx, {
    id: randomUUID(),
    workspace_id: plan.workspace_id,
    checkin_id: checkin.id,
    version,
    saved_at: at,
    saved_by: plan.person_id,
    went_well: wentWell,
    blocker_kind: blockerKind ?? null,
    blocker,
    help,
    help_from: helpFrom ?? null,
    confidence: confidence ?? null,
  });
  await savePrivateNote(trx, checkin, { personId: plan.person_id, note: onlyForMe, savedAt: at });
  await saveGoals(trx, changedGoals({ plan, role, goals, answered, byId: plan.person_id, now }));
  await updateCheckin(trx, checkin, {
    state: 'answered',
    answered_at: checkin.answered_at ?? at,
    next_step: null,
    next_at: null,
    version,
    answered_goals: JSON.stringify(answered.map(({ id }) => id)),
  });
  const key = { workspaceId: plan.workspace_id, checkinId: checkin.id };
  await withdraw(trx, key, { kinds: questions, at: now });
  const replaces = await latestKeyOf(trx, { ...key, kinds: ['checkin', 'reminder', 'summary'] });
  await enqueue(trx, summaryMessage(plan, checkin, { version, replaces, now }));
  if (!wantsMore(answer, answerBefore(before, goals, answer))) return;
  const goalIds = answered.filter(({ state }) => state === 'blocked').map(({ id }) => id);
  const told = {
    checkinId: checkin.id,
    goalIds,
    details: { version },
    key: `help-wanted:${checkin.id}:${version}`,
    delayMs: 0,
  };
  await tellManager(trx, plan, told, { holidays, now });
}

/** The answer before this one, with the goals as they stand: before the first nothing was said. */
function answerBefore(before: AnswerTexts | undefined, goals: Goal[], answer: Answer): Answer {
  if (!before) return { ...nothingSaid, goals: [] };
  const known = new Map(goals.map(({ goal_id, state }) => [goal_id, state]));
  return {
    ...before,
    goals: answer.goals.map((goal) => ({ ...goal, state: known.get(goal.id) ?? 'not_started' })),
  };
}

/** Takes the place of the question, or of the summary before it. */
const summaryMessage = (
  plan: Plan,
  checkin: Checkin,
  { version, replaces, now }: { version: number; replaces: string | undefined; now: Date },
): NewDelivery => ({
  workspaceId: plan.workspace_id,
  key: `summary:${checkin.id}:${version}`,
  kind: 'summary',
  priority: 0,
  recipientId: plan.person_id,
  planId: plan.id,
  checkinId: checkin.id,
  details: { version, ...(replaces === undefined ? {} : { replaces }) },
  timing: 'at-once',
  dueAt: now,
  createdAt: now,
});
