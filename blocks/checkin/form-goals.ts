import type { InputBlock } from '@slack/types';
import type { GoalAnswer } from '../../src/plans/answer.ts';
import type { GoalProgress } from '../../src/plans/progress.ts';
import { plain } from '../kit.ts';
import { stateMenu } from '../progress/goal-state.ts';
import { checkinActions } from './checkin-actions.ts';
import { mostEvidenceCharacters, textInput } from './form-fields.ts';

export const stateAction = (goalId: string): string => `${checkinActions.state}:${goalId}`;
export const evidenceAction = (goalId: string): string => `${checkinActions.typed}:evidence:${goalId}`;

/** A goal's state, and a note on it once that has changed, or where there is one already. */
export function goalFields(
  goal: GoalProgress,
  { state, evidence }: Pick<GoalAnswer, 'state' | 'evidence'>,
  blockIds: { state: string; evidence: string },
): InputBlock[] {
  const status: InputBlock = {
    type: 'input',
    block_id: blockIds.state,
    dispatch_action: true, // the form is drawn again with the field for a note
    label: plain(goal.title),
    element: stateMenu(stateAction(goal.id), state, (one) => one),
  };
  const note: InputBlock = {
    type: 'input',
    block_id: blockIds.evidence,
    optional: true,
    dispatch_action: true,
    label: plain('Note or link (for my manager and me; workspace admins can read it)'),
    element: textInput(evidenceAction(goal.id), evidence, mostEvidenceCharacters),
  };
  return state === goal.state && evidence === '' ? [status] : [status, note];
}
