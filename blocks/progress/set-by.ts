import type { KnownBlock, RichTextElement } from '@slack/types';
import type { GoalProgress, PlanProgress } from '../../src/plans/progress.ts';
import { clipped, lines, phrase, words } from '../kit.ts';
import { who } from '../people.ts';
import { stateSign } from './goal-state.ts';

/** More titles than these are a wall of text. */
const mostNamed = 5;
const mostCharacters = 80;

/** `Set by @Mira: ✓ Get access to data`, a line for each who set goals of somebody else's; nothing where nobody did. */
export function setByOthers(
  goals: readonly GoalProgress[],
  { personId }: Pick<PlanProgress, 'personId'>,
  readerId: string,
): KnownBlock[] {
  const setters = new Set(goals.flatMap(({ changedBy }) => (changedBy === personId ? [] : (changedBy ?? []))));
  const each = [...setters].map((byId) => setByLine(byId, goals, readerId));
  return each.length === 0
    ? []
    : [lines(...each.flatMap((line, index) => (index === 0 ? line : [words('\n'), ...line])))];
}

function setByLine(byId: string, goals: readonly GoalProgress[], readerId: string): RichTextElement[] {
  const theirs = goals.filter(({ changedBy }) => changedBy === byId);
  const titles = theirs
    .slice(0, mostNamed)
    .map(({ state, title }) => `${stateSign(state)} ${clipped(title, mostCharacters)}`);
  const more = theirs.length > titles.length ? `; and ${theirs.length - titles.length} more` : '';
  return phrase`Set by ${who(byId, readerId)}: ${titles.join('; ')}${more}`;
}
