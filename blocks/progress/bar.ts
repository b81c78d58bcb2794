import type { GoalState } from '../../src/plans/progress.ts';

/** A bar has a cell for each goal, until there are more of them than are read at a glance. */
const mostCells = 10;

/** `■■□□□ 2 of 5 done`. What was dropped is not counted, but said. */
export function barText(goals: readonly { state: GoalState }[]): string {
  const dropped = goals.filter(({ state }) => state === 'dropped').length;
  const done = goals.filter(({ state }) => state === 'done').length;
  const wanted = goals.length - dropped;
  if (wanted === 0) return dropped === 0 ? 'no goals' : 'all goals dropped';
  const cells = Math.min(wanted, mostCells);
  const full = Math.floor((done * cells) / wanted); // full when all is done, and not before
  const bar = `${'■'.repeat(full)}${'□'.repeat(cells - full)}`;
  return `${bar} ${done} of ${wanted} done${dropped === 0 ? '' : `, ${dropped} dropped`}`;
}
