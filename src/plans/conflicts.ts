import type { Goal } from '../store/goals.ts';
import type { GoalState } from '../store/tables.ts';
import type { Answer } from './answer.ts';
import type { AnswerTexts, LastAnswer } from './saved-answer.ts';

/** Something that another window or another person saved after a form was made, and that the form would write over. */
export type Conflict =
  | { of: 'goal'; goalId: string; state: GoalState; evidence: string; byId: string; at: string; version: number }
  | { of: keyof AnswerTexts; theirs: string; byId: string; at: string };

interface Made {
  version: number;
  goalVersions: Record<string, number>;
  answer: Answer;
}

interface Stored {
  goals: Goal[];
  before: LastAnswer | undefined;
  version: number;
}

/** Where two saved the same there is none. */
export function conflictsWith({ answer, goalVersions, version }: Made, stored: Stored): Conflict[] {
  const known = new Map(stored.goals.map((goal) => [goal.goal_id, goal]));
  const ofGoals = answer.goals.flatMap(({ id, state, evidence }): Conflict[] => {
    const goal = known.get(id);
    const isNewer = goal !== undefined && goal.version > (goalVersions[id] ?? 0);
    if (!isNewer || (goal.state === state && goal.evidence === evidence)) return [];
    const theirs = { state: goal.state, evidence: goal.evidence, version: goal.version };
    return [{ of: 'goal', goalId: id, ...theirs, byId: goal.changed_by, at: goal.changed_at }];
  });
  return stored.version > version && stored.before ? [...ofGoals, ...ofTexts(answer, stored.before)] : ofGoals;
}

const textKeys = ['wentWell', 'blockerKind', 'blocker', 'help', 'helpFrom', 'confidence', 'onlyForMe'] as const;

const ofTexts = (answer: Answer, { texts, savedBy, savedAt }: LastAnswer): Conflict[] =>
  textKeys
    .filter((key) => texts[key] !== answer[key])
    .map((key) => ({ of: key, theirs: String(texts[key] ?? ''), byId: savedBy, at: savedAt.toISOString() }));
