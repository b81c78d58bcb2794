import type { KnownBlock, RichTextElement } from '@slack/types';
import type { People } from '../../src/plans/people-of.ts';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { actions, button, header, lines, mention, phrase, typed, words } from '../kit.ts';
import { planActions } from '../plans/plan-buttons.ts';
import { milestoneBar } from './progress-blocks.ts';
import { openProgressAction, progressButton } from './progress-buttons.ts';
import { currentMilestone } from './standing.ts';

/** For a manager: each of theirs in a line, with a way to see more. Nothing for whoever manages nobody. */
export function peopleBlocks({ shown, more }: People): KnownBlock[] {
  if (shown.length === 0) return [];
  return [
    header('Your people'),
    ...shown.flatMap((plan, index) => [
      lines(...personLine(plan)),
      ...actions([{ ...progressButton('See progress', plan.personId), action_id: `${openProgressAction}:${index}` }]),
    ]),
    ...(more > 0 ? [lines(...phrase`And ${String(more)} more: ${typed('progress')} and the name shows each.`)] : []),
    ...actions([button('Start a plan for somebody new', `${planActions.onboard}:other`, 'other')]),
    { type: 'divider' },
  ];
}

function personLine(plan: PlanProgress): RichTextElement[] {
  const current = currentMilestone(plan);
  const blocked = plan.milestones.flatMap(({ goals }) => goals).filter(({ state }) => state === 'blocked').length;
  const stuck = blocked === 0 ? [] : [words(` · ▲ ${blocked} blocked`)];
  const paused = plan.state === 'paused' ? [words(' · paused')] : [];
  return [
    ...phrase`${mention(plan.personId)}  `,
    ...(current ? milestoneBar(current, plan.today) : [words('nothing to ask about')]),
    ...stuck,
    ...paused,
  ];
}
