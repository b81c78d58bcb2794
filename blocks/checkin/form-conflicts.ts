import type { KnownBlock, RichTextElement } from '@slack/types';
import type { CheckinForm } from '../../src/plans/checkin-form.ts';
import type { Conflict } from '../../src/plans/conflicts.ts';
import { momentText } from '../dates.ts';
import { clipped, lines, mention, phrase, strong, words } from '../kit.ts';
import { stateText } from '../progress/goal-state.ts';
import { fieldText, type Stakeholder } from './form-fields.ts';

/** What was saved stays among the versions of the answer: here it is shown as far as it helps to choose. */
const mostCharacters = 600;

/** On which page of the form the first of them is seen. */
export const pageOfConflicts = ({ milestone }: CheckinForm, conflicts: readonly Conflict[]): 1 | 2 =>
  conflicts.some((one) => one.of !== 'goal' || milestone.goals.some(({ id }) => id === one.goalId)) ? 1 : 2;

/** `Meanwhile saved by @Mira (Wed 30 Dec, 10:12): ✓ done`, to stand under the field. */
export function conflictLine(
  conflict: Conflict,
  { progress }: Pick<CheckinForm, 'progress'>,
  stakeholders: readonly Stakeholder[],
): KnownBlock {
  const { personId, timeZone, today } = progress;
  const by = conflict.byId === personId ? words('you, in another window') : mention(conflict.byId);
  const at = momentText(new Date(conflict.at), timeZone, today);
  return lines(strong('Meanwhile saved by '), ...phrase`${by} (${at}): ${theirs(conflict, stakeholders)}`);
}

function theirs(conflict: Conflict, stakeholders: readonly Stakeholder[]): RichTextElement[] {
  if (conflict.of === 'goal') {
    const note = conflict.evidence === '' ? '' : `, ${clipped(conflict.evidence, mostCharacters)}`;
    return [words(`${stateText(conflict.state)}${note}`)];
  }
  const text = fieldText(conflict.of, conflict.theirs, stakeholders);
  return [words(text === '' ? 'nothing' : clipped(text, mostCharacters))];
}
