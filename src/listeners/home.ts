import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { kpiLines } from '../../blocks/kpis/my-kpis.ts';
import { noPlanBlocks } from '../../blocks/progress/no-plan.ts';
import { progressHome } from '../../blocks/progress/progress.ts';
import { sharedInHome } from '../../blocks/team/one-to-ones.ts';
import { teamBlocks } from '../../blocks/team/team-home.ts';
import { standings } from '../kpis/read-standings.ts';
import { openPlanOf } from '../plans/open-plan.ts';
import type { Actor } from '../plans/rights.ts';
import { readSharedWithMe } from '../team/one-to-one.ts';
import { readTeam } from '../team/read-team.ts';
import type { Deps } from './deps.ts';

/** Slack takes 100 blocks in a Home tab: https://docs.slack.dev/surfaces/app-home */
const mostBlocks = 100;

/** Draws somebody's Home tab: where they stand, then those who report to them, and the role below. */
export async function publishHome(client: WebClient, deps: Deps, actor: Actor): Promise<void> {
  await client.views.publish({ user_id: actor.personId, view: await homeOf(deps, actor) });
}

async function homeOf({ guide, plans, kpis }: Deps, actor: Actor): Promise<HomeView> {
  const opened = await openPlanOf(plans, actor, actor.personId);
  const team = teamBlocks(await readTeam(kpis, actor), 'home');
  const isUnderWay = opened !== undefined && opened.plan.state !== 'ended';
  const own = isUnderWay ? progressHome({ plan: opened.progress, readerId: actor.personId, maySet: true }) : [];
  const invitation = isUnderWay || team.length > 0 ? [] : [...noPlanBlocks(actor.personId), divider];
  const role = isUnderWay ? guide.homeBelowPlan : guide.home;
  const numbers = kpiLines(await standings(kpis, actor, { since: undefined }), { isUnderWay });
  const shared = sharedInHome(await readSharedWithMe(kpis, actor));
  return {
    ...role,
    blocks: [...own, ...shared, ...numbers, ...team, ...invitation, ...role.blocks].slice(0, mostBlocks),
  };
}

const divider = { type: 'divider' as const };
