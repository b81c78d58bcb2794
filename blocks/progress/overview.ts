import type { KnownBlock } from '@slack/types';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { actions, header, lines, strong, words } from '../kit.ts';
import { comingLines } from './coming.ts';
import { blockedFirst } from './goal-menus.ts';
import { hindrances, milestoneBar } from './progress-blocks.ts';
import { answerButtons, progressButton } from './progress-buttons.ts';
import { currentMilestone, openSoFar } from './standing.ts';

/** More would push the role guide out of sight. */
const mostNamed = 3;

/** What matters for the person now, to stand before the start of the role guide: at most 6 blocks. */
export function overviewBlocks(plan: PlanProgress): KnownBlock[] {
  const current = currentMilestone(plan);
  const open = blockedFirst(openSoFar(plan).flatMap(({ goals }) => goals));
  return [
    header('What matters now'),
    ...hindrances(plan, plan.personId),
    ...(current ? [lines(...milestoneBar(current, plan.today), ...openInShort(open))] : []),
    ...comingLines(plan, plan.personId),
    ...actions([...answerButtons(plan).slice(0, 1), progressButton('My progress', plan.personId)]),
  ];
}

/** What is blocked, else what is open. */
function openInShort(open: ReturnType<typeof blockedFirst>) {
  const blocked = open.filter(({ state }) => state === 'blocked');
  const some = blocked.length > 0 ? blocked : open;
  if (some.length === 0) return [];
  const titles = some.slice(0, mostNamed).map(({ title }) => title);
  const more = some.length > titles.length ? `; and ${some.length - titles.length} more` : '';
  return [strong(blocked.length > 0 ? '\n▲ Blocked: ' : '\nStill open: '), words(`${titles.join('; ')}${more}.`)];
}
