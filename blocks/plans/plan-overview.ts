import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { dayText, hourText } from '../dates.ts';
import { actions, clipped, lines, type Message, type Modal, phrase, plain, strong } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { who, whosePlan, whoseTime } from '../people.ts';
import { disownButton } from '../team/reporting-buttons.ts';
import { shownView } from './every-message.ts';
import { milestoneList, nextPlanned, type PlanMilestone, startText } from './milestone-lines.ts';
import { attentionText } from './needs-attention.ts';
import {
  changeButton,
  deleteButton,
  endButton,
  everyMessageButton,
  pauseButton,
  resumeButton,
} from './plan-buttons.ts';

/** What the reader may do to a plan. */
export interface PlanRights {
  change: boolean;
  pause: boolean;
  end: boolean;
  delete: boolean;
}

export interface OverviewView {
  plan: PlanProgress;
  readerId: string;
  may: PlanRights;
}

/** A plan as it stands: who, when, in what state, and what the reader may do about it. */
export function planOverview({ plan, readerId, may }: OverviewView): Message {
  return asMessage([
    lines(...phrase`${whosePlan(plan.personId, readerId)} ${startText(plan)}. ${managerText(plan, readerId)}`),
    lines(...stateText(plan, readerId)),
    ...attentionLine(plan, may),
    ...milestoneList([], plan.state === 'ended' ? { ...plan, milestones: plan.milestones.filter(hasCome) } : plan),
    ...actions(buttonsFor({ plan, readerId, may })),
  ]);
}

const hasCome = ({ state }: PlanMilestone): boolean => state !== 'planned';

/** Any answer as a modal that only shows. */
export const shownModal = (title: string, { blocks }: Message): Modal => ({
  type: 'modal',
  callback_id: shownView,
  title: plain(clipped(title, 24)),
  close: plain('Close'),
  blocks,
});

/** What a form has come to: closing it closes what lies below, which shows how it was before. */
export const doneModal = (title: string, message: Message): Modal => ({
  ...shownModal(title, message),
  clear_on_close: true,
});

function managerText({ managerId }: PlanProgress, readerId: string): RichTextElement[] {
  if (managerId === undefined) return phrase`Nobody is named as manager.`;
  return managerId === readerId ? phrase`You are the manager.` : phrase`The manager is ${who(managerId, readerId)}.`;
}

function stateText(plan: PlanProgress, readerId: string): RichTextElement[] {
  const { personId, state, pausedUntil, milestones, today, hour } = plan;
  if (state === 'ended') return phrase`It has ended, and what was recorded is kept.`;
  if (state === 'paused')
    return phrase`It is paused${pausedUntil === undefined ? '' : ` until ${dayText(pausedUntil, today)}`}: I ask nothing in the meantime.`;
  const next = nextPlanned(milestones);
  return next
    ? phrase`Next comes ${next.title}, on ${dayText(next.dueOn, today)} at ${hourText(hour)} ${whoseTime(personId, readerId)}.`
    : phrase`Every milestone has come. What is open can still be answered.`;
}

/** What is wrong is for those who can mend it; anybody else hears that it is being seen to. */
function attentionLine({ attention, ...plan }: PlanProgress, may: PlanRights): KnownBlock[] {
  if (attention === undefined) return [];
  if (!may.change) return [lines(...phrase`Something in it has to be put right; whoever can do that has been told.`)];
  return [lines(strong('It needs you. '), ...attentionText({ ...plan, attention }))];
}

function buttonsFor({ plan: { planId, personId, managerId, state }, readerId, may }: OverviewView): Button[] {
  if (state === 'ended') return may.delete ? [deleteButton(planId)] : [];
  return [
    ...(may.change ? [changeButton(planId), everyMessageButton(planId)] : []),
    ...(may.pause ? [state === 'paused' ? resumeButton(planId) : pauseButton(planId)] : []),
    ...(may.end ? [endButton(planId)] : []),
    ...(personId === readerId && managerId !== undefined ? [disownButton(managerId)] : []),
  ];
}
