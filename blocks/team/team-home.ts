import type { Button, KnownBlock } from '@slack/types';
import type { Member, Team } from '../../src/team/team.ts';
import { actions, button, header, lines, words } from '../kit.ts';
import { runWordAction } from '../mistyped.ts';
import { planActions } from '../plans/plan-buttons.ts';
import { memberLine } from './member-text.ts';
import { openPersonButton } from './team-buttons.ts';

/** So that a tab is read at a glance; the others stand in the table. */
const mostShown = 10;

/**
 * For a manager: each of theirs in a line, whoever needs them most first, with the way to the page of each. At most 24
 * blocks; nothing for whoever has nobody.
 * @param where a table goes in messages only: from the Home tab it comes beside it
 */
export function teamBlocks({ members, today }: Team, where: 'home' | 'message'): KnownBlock[] {
  if (members.length === 0) return [];
  const shown = members.slice(0, mostShown);
  const more = members.length - shown.length;
  return [
    header('Your people'),
    ...shown.flatMap((member: Member, index) => [
      lines(...memberLine(member, today)),
      ...actions([openPersonButton(member.personId, String(index))]),
    ]),
    ...(more > 0 ? [lines(words(`And ${more} more, of whom ${needing(members.slice(mostShown))}.`))] : []),
    ...actions([
      seeTeamButton(where),
      button('Start a plan for somebody new', `${planActions.onboard}:other`, 'other'),
    ]),
    { type: 'divider' },
  ];
}

function needing(members: readonly Member[]): string {
  const count = members.filter(({ statuses }) => statuses.includes('needs-word')).length;
  if (count === 0) return 'nobody needs a word';
  return count === 1 ? 'one needs a word' : `${count} need a word`;
}

const seeTeamButton = (where: 'home' | 'message'): Button =>
  button(where === 'home' ? 'See the team in Messages' : 'See the team', `${runWordAction}:team`, 'team');
