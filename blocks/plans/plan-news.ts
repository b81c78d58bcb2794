import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { dayText, hourText } from '../dates.ts';
import { actions, lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { who, whose, whosePlan, whoseTime } from '../people.ts';
import { disownButton, releaseButton, shareButton } from '../team/reporting-buttons.ts';
import { milestoneList, type PlanMilestone, startText, stillPlanned } from './milestone-lines.ts';
import { deleteButton, openPlan } from './plan-buttons.ts';

export interface NewsView {
  planId: string;
  personId: string;
  /** The person or a manager, present or former. */
  readerId: string;
  /** Undefined where nobody did it: a pause that was over. */
  byId: string | undefined;
  /** The reader's. */
  today: LocalDate;
  news: PlanNews;
}

export type PlanNews =
  | { kind: 'changed'; changes: PlanChange[]; milestones: readonly PlanMilestone[] }
  | { kind: 'paused'; until: LocalDate | undefined }
  | { kind: 'resumed'; movedDays: number; milestones: readonly PlanMilestone[] }
  | { kind: 'ended' }
  | { kind: 'withdrawn' }
  | { kind: 'manager-changed'; from: string | undefined; to: string | undefined }
  | { kind: 'data-deleted' }
  | { kind: 'forgotten' }
  | { kind: 'left' };

export type PlanChange =
  | { kind: 'start'; startsOn: LocalDate }
  | { kind: 'milestones' }
  | { kind: 'hour'; hour: number };

/** What somebody did to a plan, for the person or a manager who did not do it. */
export function planNews(view: NewsView): Message {
  const { text, blocks = [], buttons = [] } = told(view, view.news);
  return asMessage([lines(...text), ...blocks, ...actions(buttons)]);
}

interface Told {
  text: RichTextElement[];
  blocks?: KnownBlock[];
  buttons?: Button[];
}

function told(view: NewsView, news: PlanNews): Told {
  const { planId, personId, readerId, today } = view;
  switch (news.kind) {
    case 'changed':
      return {
        text: phrase`${begin(view, 'changed', 'has changed')}: ${inWords(news.changes, view)}. What is answered stays as it is.`,
        blocks: milestoneList(phrase`Still to come:`, { milestones: stillPlanned(news.milestones), today }),
        buttons: [openPlan(planId)],
      };
    case 'paused':
      return {
        text: phrase`${begin(view, 'paused', 'is paused')}${news.until === undefined ? '' : ` until ${dayText(news.until, today)}`}. I ask nothing in the meantime, and what comes later moves by as many days.`,
        buttons: [openPlan(planId)],
      };
    case 'resumed':
      return {
        text: phrase`${begin(view, 'resumed', 'goes on again')}. ${movedText(news.movedDays)}`,
        blocks: milestoneList(phrase`Still to come:`, { milestones: stillPlanned(news.milestones), today }),
        buttons: [openPlan(planId)],
      };
    case 'ended':
      return {
        text: phrase`${begin(view, 'ended', 'has ended')}, so I ask nothing more. What was recorded is kept; only ${who(personId, readerId)} or a workspace admin may delete it.`,
        buttons: personId === readerId ? [deleteButton(planId)] : [],
      };
    case 'withdrawn':
      return {
        text: phrase`${begin(view, 'took back', 'is taken back')}: it was not meant to start. There is nothing for you to do.`,
      };
    case 'manager-changed':
      return managerChanged(view, news);
    case 'data-deleted':
      return {
        text: phrase`${begin(view, 'deleted', 'is deleted')} for good, with its goals, answers and notes.`,
      };
    case 'forgotten':
      return {
        text: phrase`${mention(personId)} has asked me to forget what I knew of them; their plan has ended.`,
      };
    case 'left':
      return {
        text: phrase`${mention(personId)}'s account has been closed for 90 days: I have deleted what I knew of them, and their plan has ended.`,
      };
  }
}

/** `@Ada paused your plan`, `@Bob paused their plan`, or `Your plan is paused` where nobody did it. */
function begin({ byId, personId, readerId }: NewsView, did: string, isDone: string): RichTextElement[] {
  if (byId === undefined) return phrase`${whosePlan(personId, readerId)} ${isDone}`;
  const plan = byId === personId ? phrase`their plan` : phrase`${whose(personId, readerId)} plan`;
  return phrase`${mention(byId)} ${did} ${plan}`;
}

const inWords = (changes: PlanChange[], view: NewsView): string =>
  changes.map((change) => changeText(change, view)).join(', and ');

function changeText(change: PlanChange, { personId, readerId, today }: NewsView): string {
  switch (change.kind) {
    case 'start':
      return `it ${startText({ startsOn: change.startsOn, today })}`;
    case 'milestones':
      return 'I ask about other milestones';
    case 'hour':
      return `I ask at ${hourText(change.hour)} ${whoseTime(personId, readerId)}`;
  }
}

/** What a pause did to the days after it. */
export function movedText(days: number): string {
  if (days === 0) return 'Its days are where they were.';
  return `What was still to come moved by ${days === 1 ? 'a day' : `${days} days`}.`;
}

/** The person, the new manager and the one before each need to know something else. */
function managerChanged(
  { planId, personId, readerId }: NewsView,
  { from, to }: Extract<PlanNews, { kind: 'manager-changed' }>,
): Told {
  if (readerId === to)
    return {
      text: phrase`You are now ${mention(personId)}'s manager here. You see what is recorded from now on; what came before is theirs to share.`,
      buttons: [openPlan(planId), releaseButton(personId)],
    };
  if (readerId !== personId)
    return {
      text: phrase`You are no longer named as ${mention(personId)}'s manager here${to === undefined ? '' : phrase`; ${mention(to)} is`}. I show you nothing more of their progress, and there is nothing for you to do.`,
    };
  const before = from === undefined ? [] : phrase` ${mention(from)} no longer sees your progress.`;
  if (to === undefined)
    return {
      text: phrase`For now nobody is named as your manager here.${before} The workspace admins know and will name somebody.`,
    };
  return {
    text: phrase`Your manager here is now ${mention(to)}, who sees what you record from now on.${before} What came before stays with you, unless you share it.`,
    buttons: [shareButton(to), disownButton(to)],
  };
}
