import type { KnownBlock, RichTextElement } from '@slack/types';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { dayText, hourText } from '../dates.ts';
import { lines, phrase, strong, words } from '../kit.ts';
import { whose, whoseTime } from '../people.ts';
import { stillPlanned } from '../plans/milestone-lines.ts';
import { isAsked } from './standing.ts';

/** The check-in that is open, and the next one with its hour; of a plan that rests, neither: it says so itself. */
export function comingLines(plan: PlanProgress, readerId: string): KnownBlock[] {
  if (plan.state !== 'running') return [];
  const [first, ...more] = [openLine(plan, readerId), nextLine(plan, readerId)].filter(({ length }) => length > 0);
  return first ? [lines(...first, ...more.flatMap((line) => [words('\n'), ...line]))] : [];
}

/** The one that was asked about last. */
function openLine({ milestones, personId }: PlanProgress, readerId: string): RichTextElement[] {
  const open = milestones.findLast(isAsked);
  return open ? phrase`${strong('Now: ')}${whose(personId, readerId)} ${open.title} check-in is open.` : [];
}

/** While a plan is paused its days are not certain. */
export function nextLine({ milestones, state, ...plan }: PlanProgress, readerId: string): RichTextElement[] {
  const [next] = stillPlanned(milestones);
  if (!next || state !== 'running') return [];
  const day = dayText(next.dueOn, plan.today);
  return phrase`${strong('Next check-in: ')}${next.title}, ${day}, ${hourText(plan.hour)} ${whoseTime(plan.personId, readerId)}.`;
}
