import fc from 'fast-check';
import { addDays } from '../../src/calendar/local-date.ts';
import { type Milestone, milestones } from '../../src/calendar/milestone-dates.ts';
import { answerCheckin } from '../../src/plans/answer-checkin.ts';
import { changePlan, type PlanChange } from '../../src/plans/change-plan.ts';
import { keepDraft } from '../../src/plans/draft.ts';
import { dropLeave, setLeave } from '../../src/plans/leave.ts';
import { pausePlan, resumePlan } from '../../src/plans/pause-plan.ts';
import { awayFromCheckin, snoozeCheckin } from '../../src/plans/put-off.ts';
import { readProgress } from '../../src/plans/read-progress.ts';
import { setGoal } from '../../src/plans/set-goal.ts';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { disownManager } from '../../src/plans/without-manager.ts';
import { saveMySettings } from '../../src/settings/my-settings.ts';
import { saveWorkspaceSettings } from '../../src/settings/workspace-settings.ts';
import type { GoalState } from '../../src/store/tables.ts';
import { zoneNames } from '../calendar/calendars.ts';
import { wallClock } from '../calendar/wall-clock.ts';
import { madeUpRole } from '../support/made-up-role.ts';
import { ada, bob, member, mira, submission } from '../support/plans.ts';
import { lateness } from './paper-plan.ts';
import { change, type StoredLook, tickNow, type Walk } from './walk.ts';
import type { Change } from './watch.ts';

/** Something that somebody does, or time does. */
export interface Move {
  /** @returns what was wrong with it */
  perform(walk: Walk): Promise<string[]>;
}

function move<Args>(
  weight: number,
  name: string,
  args: fc.Arbitrary<Args>,
  perform: (walk: Walk, args: Args) => Promise<string[]>,
): { weight: number; arbitrary: fc.Arbitrary<Move> } {
  return {
    weight,
    arbitrary: args.map((given) => ({
      perform: (walk: Walk) => perform(walk, given),
      [fc.toStringMethod]: () => `${name} ${JSON.stringify(given)}`,
    })),
  };
}

const todayIn = ({ now, sample }: StoredLook): string => wallClock(now, sample.calendar.timeZone).day;

const time = [
  move(24, 'next', lateness, async (walk, lateMinutes) => {
    const { clock, nextDueAt } = walk.plans;
    const next = (await nextDueAt()) ?? clock.now();
    clock.turnTo(new Date(Math.max(next.getTime(), clock.now().getTime()) + lateMinutes * 60_000));
    return tickNow(walk);
  }),
  // nothing runs meanwhile, and then somebody is quicker than what is due
  move(3, 'idle', fc.integer({ min: 1, max: 40 * 1440 }), async ({ plans: { clock } }, minutes) => {
    clock.turnTo(new Date(clock.now().getTime() + minutes * 60_000));
    return [];
  }),
];

/** The plan as it is, but for one thing. */
const changes = (walk: Walk, kind: Change, differs: (now: StoredLook) => Partial<PlanChange>): Promise<string[]> =>
  change(walk, kind, async (now) => {
    const { plan, schedule, sample } = now;
    const { hour } = sample.calendar;
    const asIs = { managerId: plan.manager_id ?? '', startsOn: plan.starts_on, milestones: schedule.milestones, hour };
    await changePlan(walk.plans.deps, ada, walk.planId, { ...asIs, ...differs(now) });
  });

const ofPlan = [
  move(2, 'start', fc.integer({ min: -120, max: 120 }), (walk, byDays) =>
    changes(walk, 'start', ({ plan }) => ({ startsOn: addDays(plan.starts_on, byDays) })),
  ),
  move(2, 'milestones', fc.subarray([...milestones], { minLength: 1 }), (walk, wanted) =>
    changes(walk, 'milestones', () => ({ milestones: wanted })),
  ),
  move(1, 'hour', fc.integer({ min: 0, max: 23 }), (walk, hour) => changes(walk, 'calendar', () => ({ hour }))),
  move(2, 'manager', fc.constantFrom(mira.personId, ada.personId), (walk, managerId) =>
    changes(walk, 'nothing', () => ({ managerId })),
  ),
  move(1, 'disown', fc.constant(undefined), (walk) =>
    change(walk, 'nothing', async ({ plan }) => {
      await disownManager(walk.plans.deps, bob, { planId: walk.planId, managerId: plan.manager_id ?? '' });
    }),
  ),
  move(2, 'pause', fc.integer({ min: 1, max: 90 }), (walk, days) =>
    change(walk, 'nothing', async (now) => {
      await pausePlan(walk.plans.deps, ada, walk.planId, addDays(todayIn(now), days));
    }),
  ),
  move(4, 'resume', fc.constant(undefined), (walk) =>
    change(walk, 'resume', async () => void (await resumePlan(walk.plans.deps, ada, walk.planId))),
  ),
];

const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
const mondayToFriday = { workdays: [1, 2, 3, 4, 5], country: null };

const ofPerson = [
  move(1, 'zone', zoneNames, (walk, timeZone) =>
    change(walk, 'calendar', async () => {
      const { people, deps } = walk.plans;
      const profile = { ...(people.get(bob.personId) ?? member), timeZone };
      people.set(bob.personId, profile);
      await takeInProfile(deps, bob, profile);
    }),
  ),
  move(1, 'account', fc.constantFrom('member' as const, 'deactivated' as const), (walk, account) =>
    change(walk, 'nothing', async ({ sample }) => {
      const profile = { ...member, timeZone: sample.calendar.timeZone, account };
      walk.plans.people.set(bob.personId, profile);
      await takeInProfile(walk.plans.deps, bob, profile);
    }),
  ),
  move(3, 'set-leave', fc.record({ inDays: fc.integer({ min: -5, max: 60 }), length: fc.nat(60) }), (walk, leave) =>
    change(walk, 'calendar', async (now) => {
      const from = addDays(todayIn(now), leave.inDays);
      await setLeave(walk.plans.deps, bob, { personId: bob.personId, from, to: addDays(from, leave.length) });
    }),
  ),
  move(1, 'drop-leave', fc.nat(3), (walk, nth) =>
    change(walk, 'calendar', async () => {
      const { deps } = walk.plans;
      const ids = await deps.db.selectFrom('leave').select('id').execute();
      await dropLeave(deps, ada, { personId: bob.personId, leaveId: ids[nth]?.id ?? '' });
    }),
  ),
  move(1, 'my-days', weekdays, (walk, workdays) =>
    change(walk, 'calendar', ({ sample }) =>
      saveMySettings(walk.plans.deps, bob, { hour: sample.calendar.hour, workdays, country: null }),
    ),
  ),
  move(1, 'holidays', fc.uniqueArray(fc.nat(60), { maxLength: 10 }), (walk, inDays) =>
    change(walk, 'calendar', (now) => {
      const holidays = inDays.map((days) => ({ on: addDays(todayIn(now), days), name: 'Closed' }));
      return saveWorkspaceSettings(walk.plans.deps, ada, { ...mondayToFriday, holidays });
    }),
  ),
];

const idOf = (now: StoredLook, wanted: Milestone): string =>
  now.checkins.find(({ milestone }) => milestone === wanted)?.id ?? '';

const someMilestone = fc.constantFrom(...milestones);
const goalStates = fc.constantFrom<GoalState>('not_started', 'in_progress', 'blocked', 'done', 'dropped');

const roles = [
  madeUpRole(),
  madeUpRole({
    'day-30': ['first-of-day-30: Another name', 'added: Was added'],
    'day-60': ['second-of-day-30: Moved here'],
  }),
  madeUpRole({ 'day-90': ['first-of-day-30: First of day-30'], 'month-6': ['first-of-month-12: Earlier now'] }),
];

const answersGiven = fc.record({ wanted: someMilestone, wentWell: fc.string(), state: goalStates });

const ofAnswers = [
  move(
    2,
    'snooze',
    fc.record({ wanted: someMilestone, until: fc.constantFrom('tomorrow' as const, 'next-monday' as const) }),
    (walk, { wanted, until }) =>
      change(walk, 'put-off', async (now) => {
        await snoozeCheckin(walk.plans.deps, bob, idOf(now, wanted), until);
      }),
  ),
  move(1, 'away', fc.record({ wanted: someMilestone, days: fc.nat(40) }), (walk, { wanted, days }) =>
    change(walk, 'put-off', async (now) => {
      const [from, checkinId] = [todayIn(now), idOf(now, wanted)];
      await awayFromCheckin(walk.plans.deps, bob, { checkinId, from, to: addDays(from, days) });
    }),
  ),
  move(4, 'goal', fc.record({ nth: fc.nat(9), state: goalStates, by: fc.constantFrom(bob, mira) }), setSomeGoal),
  move(1, 'begin', fc.record({ wanted: someMilestone, wentWell: fc.string() }), (walk, { wanted, wentWell }) =>
    change(walk, 'nothing', async (now) => {
      const [checkinId, typedAt] = [idOf(now, wanted), String(now.now.getTime() / 1000)];
      const { deps } = walk.plans;
      await keepDraft(deps, bob, { checkinId, typed: { wentWell }, goalVersions: {}, typedAt });
      const drafts = await deps.db.selectFrom('drafts').select('checkin_id').execute();
      for (const { checkin_id } of drafts) walk.begun.add(checkin_id);
    }),
  ),
  move(2, 'open', answersGiven, openForm),
  move(3, 'answer', answersGiven, async (walk, given) => [
    ...(await openForm(walk, given)),
    ...(await change(walk, 'answer', () => send(walk))),
  ]),
  move(2, 'send', fc.constant(undefined), (walk) => change(walk, 'answer', () => send(walk))),
  move(1, 'send-again', fc.constant(undefined), (walk) =>
    change(walk, 'nothing', async () => {
      if (walk.sentForm) await answerCheckin(walk.plans.deps, bob, walk.sentForm);
    }),
  ),
  move(1, 'role', fc.constantFrom(...roles.keys()), async (walk, nth) => {
    walk.plans.deps.role = roles[nth] ?? walk.plans.deps.role;
    return [];
  }),
];

export const moves: fc.Arbitrary<Move> = fc.oneof(...time, ...ofPlan, ...ofPerson, ...ofAnswers);

async function setSomeGoal(
  walk: Walk,
  { nth, state, by }: { nth: number; state: GoalState; by: typeof bob },
): Promise<string[]> {
  const { deps } = walk.plans;
  return change(walk, 'nothing', async ({ plan }) => {
    const { milestones: all } = await readProgress(deps, plan, { since: undefined });
    const goal = all.flatMap(({ goals }) => goals).at(nth);
    if (!goal) return;
    const { id: goalId, version, evidence } = goal;
    const { kind } = await setGoal(deps, by, { planId: plan.id, goalId, state, version });
    const isRecorded = walk.recorded.has(goalId) || state !== 'not_started';
    if (kind === 'set' && isRecorded) walk.recorded.set(goalId, { state, evidence });
  });
}

/** It stays open for as long as nobody sends it: meanwhile everything may change. */
async function openForm(
  walk: Walk,
  { wanted, wentWell, state }: { wanted: Milestone; wentWell: string; state: GoalState },
): Promise<string[]> {
  return change(walk, 'nothing', async (now) => {
    if (idOf(now, wanted) === '') return;
    const made = await submission(walk.plans, now.plan, wanted, { wentWell });
    const goals = made.answer.goals.map((goal) => ({ ...goal, state, evidence: `${goal.evidence}.` }));
    walk.openForm = { ...made, answer: { ...made.answer, goals } };
  });
}

async function send(walk: Walk): Promise<void> {
  const { openForm: form, plans, recorded, answered } = walk;
  if (!form) return;
  const { kind } = await answerCheckin(plans.deps, bob, form);
  if (kind !== 'saved' || form === walk.sentForm) return;
  walk.sentForm = form;
  for (const { id, state, evidence } of form.answer.goals)
    if (plans.deps.role.find(id) || recorded.has(id)) recorded.set(id, { state, evidence });
  const { times } = answered.get(form.checkinId) ?? { times: 0 };
  answered.set(form.checkinId, { wentWell: form.answer.wentWell, times: times + 1 });
  walk.begun.delete(form.checkinId);
}
