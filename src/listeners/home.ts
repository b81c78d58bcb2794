import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { kpiLines } from '../../blocks/kpis/my-kpis.ts';
import { noPlanBlocks } from '../../blocks/progress/no-plan.ts';
import { peopleBlocks } from '../../blocks/progress/people.ts';
import { progressHome } from '../../blocks/progress/progress.ts';
import { standings } from '../kpis/read-standings.ts';
import { openPlanOf } from '../plans/open-plan.ts';
import { peopleOf } from '../plans/people-of.ts';
import type { Actor } from '../plans/rights.ts';
import type { Deps } from './deps.ts';

/** Slack takes 100 blocks in a Home tab: https://docs.slack.dev/surfaces/app-home */
const mostBlocks = 100;

/** Draws somebody's Home tab: where they stand, and the role below it. */
export async function publishHome(client: WebClient, deps: Deps, actor: Actor): Promise<void> {
  await client.views.publish({ user_id: actor.personId, view: await homeOf(deps, actor) });
}

async function homeOf({ guide, plans, kpis }: Deps, actor: Actor): Promise<HomeView> {
  const opened = await openPlanOf(plans, actor, actor.personId);
  const people = peopleBlocks(await peopleOf(plans, actor));
  const isUnderWay = opened !== undefined && opened.plan.state !== 'ended';
  const own = isUnderWay ? progressHome({ plan: opened.progress, readerId: actor.personId, maySet: true }) : [];
  const invitation = isUnderWay || people.length > 0 ? [] : [...noPlanBlocks(actor.personId), divider];
  const role = isUnderWay ? guide.homeBelowPlan : guide.home;
  const numbers = kpiLines(await standings(kpis, actor, { since: undefined }), { isUnderWay });
  return { ...role, blocks: [...own, ...numbers, ...people, ...invitation, ...role.blocks].slice(0, mostBlocks) };
}

const divider = { type: 'divider' as const };
