import type { RichTextElement } from '@slack/types';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { dayText, hourText } from '../dates.ts';
import { actions, button, lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { who, whosePlan, whoseTime } from '../people.ts';
import { milestoneList, nextPlanned, startText } from './milestone-lines.ts';
import { changeButton, everyMessageButton, planActions, undoButton } from './plan-buttons.ts';

/** To whoever started a plan, at once: its days, what happens next, and the way back. */
export function planStarted(plan: PlanProgress, readerId: string): Message {
  const { planId, personId, managerId } = plan;
  const manager = managerId === undefined ? [] : phrase`, with ${who(managerId, readerId)} as manager`;
  return asMessage([
    lines(...phrase`${whosePlan(personId, readerId)} is set. It ${startText(plan)}${manager}.`),
    ...milestoneList([], plan),
    lines(...whatComes(plan, readerId)),
    ...actions([
      everyMessageButton(planId),
      button('Send them to me as a test', planActions.test, planId),
      changeButton(planId),
      undoButton(planId),
    ]),
  ]);
}

function whatComes({ personId, managerId, milestones, today, hour }: PlanProgress, readerId: string) {
  const welcome =
    personId === readerId
      ? phrase`A welcome is waiting in our direct message.`
      : phrase`I am writing to ${mention(personId)} now to say hello.`;
  const toManager =
    managerId === undefined || managerId === readerId
      ? []
      : phrase` ${mention(managerId)} hears from me too, and can tell me if it is a mistake.`;
  const next = nextPlanned(milestones);
  const first: RichTextElement[] = next
    ? phrase` The first check-in, ${next.title}, comes on ${dayText(next.dueOn, today)} at ${hourText(hour)} ${whoseTime(personId, readerId)}.`
    : phrase` All its days are past, so I ask about none of them.`;
  return [...welcome, ...toManager, ...first];
}
