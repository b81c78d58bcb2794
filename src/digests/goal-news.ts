import { fromInstant, type Instant } from '../calendar/instant.ts';
import { type GoalProgress, type GoalState, isOpen, type PlanProgress } from '../plans/progress.ts';
import type { StateChange } from '../store/digest-news.ts';
import type { Change } from './digest.ts';

/** What each goal of a plan was once, and since when it is what it is; oldest first, as far as it is to be seen. */
type States = ReadonlyMap<string, readonly StateChange[]>;

export function statesByGoal(changes: readonly StateChange[]): States {
  const states = new Map<string, StateChange[]>();
  for (const change of changes) {
    const known = states.get(change.goal_id);
    if (known) known.push(change);
    else states.set(change.goal_id, [change]);
  }
  return states;
}

/** The goals that are blocked, each since when: a note that was changed meanwhile begins nothing anew. */
export function blockedGoals(plan: PlanProgress, states: States): { goal: GoalProgress; at: Date }[] {
  return goalsOf(plan)
    .filter(({ state }) => state === 'blocked')
    .flatMap((goal) => {
      const own = states.get(goal.id) ?? [];
      const before = own.findLastIndex(({ state }) => state !== 'blocked');
      const began = own[before + 1];
      const at = began ? fromInstant(began.changed_at) : goal.changedAt;
      return at ? [{ goal, at }] : [];
    });
}

interface Moved {
  title: string;
  before: GoalState;
  state: GoalState;
}

/** What has become of goals since a moment. */
export function goalChanges(plan: PlanProgress, states: States, since: Instant): Change[] {
  const moved = goalsOf(plan).flatMap(({ id, title, state }): Moved[] => {
    const own = states.get(id) ?? [];
    if ((own.at(-1)?.changed_at ?? '') < since) return [];
    const before: GoalState = own.findLast(({ changed_at }) => changed_at < since)?.state ?? 'not_started';
    return before === state ? [] : [{ title, before, state }];
  });
  const titlesOf = (meant: (goal: Moved) => boolean): string[] => moved.filter(meant).map(({ title }) => title);
  const named = [
    { kind: 'done' as const, titles: titlesOf(({ state }) => state === 'done') },
    {
      kind: 'reopened' as const,
      titles: titlesOf(({ before, state }) => !isOpen({ state: before }) && isOpen({ state })),
    },
    { kind: 'dropped' as const, titles: titlesOf(({ state }) => state === 'dropped') },
  ];
  const begun = moved.filter(({ before, state }) => before === 'not_started' && state === 'in_progress').length;
  const unblocked = moved.filter(({ before, state }) => before === 'blocked' && isOpen({ state })).length;
  return [
    ...named.filter(({ titles }) => titles.length > 0),
    ...(unblocked > 0 ? [{ kind: 'unblocked' as const, count: unblocked }] : []),
    ...(begun > 0 ? [{ kind: 'begun' as const, count: begun }] : []),
  ];
}

const goalsOf = ({ milestones }: PlanProgress): GoalProgress[] => milestones.flatMap(({ goals }) => goals);
