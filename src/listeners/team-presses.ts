import { personPage } from '../../blocks/team/person-page.ts';
import { teamActions } from '../../blocks/team/team-buttons.ts';
import { readTeamPlace } from '../../blocks/team/team-place.ts';
import { teamMessage } from '../../blocks/team/team-table.ts';
import { readPerson } from '../team/read-person.ts';
import { readTeam } from '../team/read-team.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal } from './press.ts';
import { openProgress } from './progress-presses.ts';
import { replaceMessage } from './say.ts';

/** The buttons and menus of a manager's team. */
export const teamPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [teamActions.filter, redraw],
  [teamActions.page, redraw],
  [teamActions.person, openPerson],
]);

async function redraw(press: Press, { kpis }: Deps): Promise<void> {
  const team = await readTeam(kpis, press.actor);
  await replaceMessage(press.respond, teamMessage(team, readTeamPlace(carriedBy(press.action))));
}

/** Of somebody who does not report to whoever presses it, what they may see of their progress, if anything. */
async function openPerson(press: Press, deps: Deps): Promise<void> {
  const personId = carriedBy(press.action);
  const page = await readPerson(deps.kpis, press.actor, personId);
  await (page ? pushModal(press, personPage(page)) : openProgress(press, deps, personId));
}
