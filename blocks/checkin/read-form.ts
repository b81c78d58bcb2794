import { type Answer, blockerKinds, type GoalAnswer } from '../../src/plans/answer.ts';
import { isGoalState } from '../progress/goal-state.ts';
import { checkinActions } from './checkin-actions.ts';
import { type Field, fieldAction, noChoice } from './form-fields.ts';
import { evidenceAction } from './form-goals.ts';

/** What Slack hands over of a form: `view.state.values`, by block and action. */
export type FormValues = Record<string, Record<string, InputValue>>;

interface InputValue {
  type: string;
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_date?: string | null;
}

/**
 * What is filled in on the page of a check-in's form that was handed over. A field that is not on that page is not in
 * it; one that is there and empty is.
 */
export function readCheckinPage(values: FormValues): Partial<Answer> {
  const inputs = new Map(Object.values(values).flatMap((block) => Object.entries(block)));
  const has = (field: Field) => inputs.has(fieldAction(field));
  const textOf = (actionId: string) => inputs.get(actionId)?.value ?? '';
  const text = (field: Field) => textOf(fieldAction(field));
  const choice = (field: Field) => {
    const value = inputs.get(fieldAction(field))?.selected_option?.value;
    return value === noChoice ? undefined : value;
  };
  const kind = choice('blockerKind');
  const confidence = Number(choice('confidence'));
  return {
    goals: [...inputs].flatMap(([actionId, { selected_option }]): GoalAnswer[] => {
      const goalId = afterPrefix(actionId, `${checkinActions.state}:`);
      const state = selected_option?.value;
      if (goalId === undefined || state === undefined || !isGoalState(state)) return [];
      return [{ id: goalId, state, evidence: textOf(evidenceAction(goalId)) }];
    }),
    ...(has('wentWell') && { wentWell: text('wentWell') }),
    ...(has('blockerKind') && { blockerKind: blockerKinds.find((one) => one === kind) }),
    ...(has('blocker') && { blocker: text('blocker') }),
    ...(has('help') && { help: text('help') }),
    ...(has('helpFrom') && { helpFrom: choice('helpFrom') }),
    ...(has('confidence') && { confidence: confidence > 0 ? confidence : undefined }),
    ...(has('onlyForMe') && { onlyForMe: text('onlyForMe') }),
  };
}

const afterPrefix = (text: string, prefix: string): string | undefined =>
  text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
