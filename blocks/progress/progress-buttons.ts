import type { Button, KnownBlock } from '@slack/types';
import type { MilestoneProgress, PlanProgress } from '../../src/plans/progress.ts';
import { checkinActions } from '../checkin/checkin-actions.ts';
import { actions, button, primary } from '../kit.ts';
import { openPlan } from '../plans/plan-buttons.ts';
import { isAsked } from './standing.ts';

export const openProgressAction = 'progress.open';

/** Opens somebody's progress. */
export const progressButton = (text: string, personId: string): Button => button(text, openProgressAction, personId);

/** The person answers from here; anybody else gets to the plan. */
export function progressButtons(plan: PlanProgress, readerId: string): KnownBlock[] {
  if (plan.personId !== readerId) return actions([...readButtons(plan), openPlan(plan.planId)]);
  return actions([...answerButtons(plan), button('My hours', 'settings.open', 'mine'), openPlan(plan.planId)]);
}

/** What the person answered, the latest first. */
const readButtons = ({ milestones }: PlanProgress): Button[] =>
  milestones
    .filter(({ answeredAt }) => answeredAt !== undefined)
    .reverse()
    .map(({ title, milestone, checkinId }) =>
      button(`Read the ${title} answer`, `${checkinActions.read}:${milestone}`, checkinId),
    );

/** The check-in that is open first; then what was left open, the next one early, and the last answer to look at again. */
export function answerButtons({ milestones, state }: PlanProgress): Button[] {
  if (state !== 'running') return [];
  const asked = milestones.filter(isAsked);
  const leftOpen = milestones.filter((one) => one.state === 'missed' || one.state === 'offered');
  const next = milestones.find((one) => one.state === 'planned');
  const answered = milestones.findLast((one) => one.state === 'answered');
  return [
    ...asked.map((one, index) => (index === 0 ? primary(answerButton('Answer', one)) : answerButton('Answer', one))),
    ...leftOpen.map((one) => answerButton('Answer', one)),
    ...(next ? [answerButton('Answer early:', next)] : []),
    ...(answered ? [answerButton('Edit', answered)] : []),
  ];
}

const answerButton = (verb: string, { title, milestone, checkinId }: MilestoneProgress): Button =>
  button(`${verb} ${title}`, `${checkinActions.answer}:${milestone}`, checkinId);
