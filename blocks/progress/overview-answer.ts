import type { PlanProgress } from '../../src/plans/progress.ts';
import type { Team } from '../../src/team/team.ts';
import { type RoleInShort, startInShort } from '../help.ts';
import type { Message } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { teamBlocks } from '../team/team-home.ts';
import { overviewBlocks } from './overview.ts';

/** The command alone, for somebody with a plan: what matters for them now, and below it where the role's guide starts. */
export const overviewAnswer = (plan: PlanProgress, role: Pick<RoleInShort, 'title'>): Message =>
  asMessage([...overviewBlocks(plan), { type: 'divider' }, ...startInShort(role)]);

/** The same for a manager without a plan of their own: how far their people are. */
export const teamOverview = (team: Team, role: Pick<RoleInShort, 'title'>): Message =>
  asMessage([...teamBlocks(team, 'message'), ...startInShort(role)]);
