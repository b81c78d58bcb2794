import type { People } from '../../src/plans/people-of.ts';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { type RoleInShort, startInShort } from '../help.ts';
import type { Message } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { overviewBlocks } from './overview.ts';
import { peopleBlocks } from './people.ts';

/** The command alone, for somebody with a plan: what matters for them now, and below it where the role's guide starts. */
export const overviewAnswer = (plan: PlanProgress, role: Pick<RoleInShort, 'title'>): Message =>
  asMessage([...overviewBlocks(plan), { type: 'divider' }, ...startInShort(role)]);

/** The same for a manager without a plan of their own: how far their people are. */
export const peopleOverview = (people: People, role: Pick<RoleInShort, 'title'>): Message =>
  asMessage([...peopleBlocks(people), ...startInShort(role)]);
