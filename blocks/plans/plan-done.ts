import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { dayText } from '../dates.ts';
import { actions, lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { who, whose, whosePlan } from '../people.ts';
import { milestoneList, type PlanMilestone, stillPlanned } from './milestone-lines.ts';
import { deleteButton, openPlan, resumeButton } from './plan-buttons.ts';
import { movedText } from './plan-news.ts';

export interface DoneView {
  planId: string;
  personId: string;
  /** Whoever did it. */
  readerId: string;
  today: LocalDate;
  done: Done;
}

export type Done =
  | { kind: 'changed'; managerId: string | undefined; milestones: readonly PlanMilestone[] }
  | { kind: 'paused'; until: LocalDate | undefined }
  | { kind: 'resumed'; movedDays: number; milestones: readonly PlanMilestone[] }
  | { kind: 'ended'; mayDelete: boolean }
  | { kind: 'kept' }
  | { kind: 'undone' }
  | { kind: 'deleted' }
  | { kind: 'resent' }
  | { kind: 'test-on-its-way' };

/** To whoever did something to a plan, at once: that it is done, and what follows from it. */
export function planDone(view: DoneView): Message {
  const { text, blocks = [], buttons = [] } = answered(view, view.done);
  return asMessage([lines(...text), ...blocks, ...actions(buttons)]);
}

interface Answered {
  text: RichTextElement[];
  blocks?: KnownBlock[];
  buttons?: Button[];
}

function answered({ planId, personId, readerId, today }: DoneView, done: Done): Answered {
  const plan = whosePlan(personId, readerId);
  const isTold = personId === readerId ? [] : phrase` ${mention(personId)} hears from me.`;
  switch (done.kind) {
    case 'changed':
      return {
        text: phrase`${plan} is changed${managed(done.managerId, readerId)}.${isTold}`,
        blocks: milestoneList(phrase`Still to come:`, { milestones: stillPlanned(done.milestones), today }),
        buttons: [openPlan(planId)],
      };
    case 'paused':
      return {
        text: phrase`${plan} is paused${done.until === undefined ? '' : ` and goes on again on ${dayText(done.until, today)}`}. I ask nothing until then.${isTold}`,
        buttons: [resumeButton(planId), openPlan(planId)],
      };
    case 'resumed':
      return {
        text: phrase`${plan} goes on again. ${movedText(done.movedDays)}${isTold}`,
        blocks: milestoneList(phrase`Still to come:`, { milestones: stillPlanned(done.milestones), today }),
        buttons: [openPlan(planId)],
      };
    case 'ended':
      return {
        text: phrase`${plan} has ended, and I send nothing more. What was recorded is kept; only ${who(personId, readerId)} or a workspace admin may delete it.${isTold}`,
        buttons: done.mayDelete ? [deleteButton(planId)] : [],
      };
    case 'kept':
      return { text: phrase`${plan} goes on as it was. Nothing has changed.`, buttons: [openPlan(planId)] };
    case 'undone':
      return { text: phrase`${plan} is taken back. Nothing more comes of it.${isTold}` };
    case 'deleted':
      return { text: phrase`What was recorded in ${whose(personId, readerId)} plan is deleted for good.${isTold}` };
    case 'resent':
      return { text: phrase`It is on its way again. You hear from me only if it does not arrive.` };
    case 'test-on-its-way':
      return {
        text: phrase`The test messages are on their way to you, in our direct message. ${mention(personId)} gets none of them.`,
      };
  }
}

/** Whom it names as manager by now. */
const managed = (managerId: string | undefined, readerId: string): RichTextElement[] =>
  managerId === undefined ? [] : phrase`, with ${who(managerId, readerId)} as manager`;
