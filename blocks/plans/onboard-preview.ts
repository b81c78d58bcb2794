import type { RichTextElement } from '@slack/types';
import { z } from 'zod';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { milestones as allMilestones, type Milestone } from '../../src/calendar/milestone-dates.ts';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { PlannedMessage } from '../../src/plans/planned-messages.ts';
import { dayText, hourText } from '../dates.ts';
import { lines, list, type Modal, mention, phrase, plain, strong, words } from '../kit.ts';
import { who, whoseTime } from '../people.ts';
import { type PlanMilestone, startText } from './milestone-lines.ts';
import { daysMayMove } from './plan-fields.ts';

export const previewView = 'plan.preview';

/** What a form asked for, complete. */
export interface OnboardRequest {
  personId: string;
  startsOn: LocalDate;
  managerId: string;
  /** Undefined: what the person has. */
  hour: number | undefined;
  milestones: Milestone[];
}

export interface OnboardPreviewView {
  request: OnboardRequest;
  readerId: string;
  milestones: readonly PlanMilestone[];
  messages: readonly PlannedMessage[];
  /** The person's. */
  timeZone: string;
  /** That the person is asked at. */
  hour: number;
  today: LocalDate;
  /** As `FormPreview` has it. */
  mayMove?: boolean;
}

/** What would be sent to whom and when, before anything is; pushed on the form, so that Back leads there. */
export const onboardPreview = (view: OnboardPreviewView): Modal => ({
  type: 'modal',
  callback_id: previewView,
  private_metadata: JSON.stringify(view.request),
  title: plain('Before it starts'),
  submit: plain('Start'),
  close: plain('Back'),
  blocks: [
    list(opening(view), [nowLine(view), ...view.milestones.map((milestone) => milestoneLine(milestone, view))]),
    lines(
      words(
        `Check-ins come in a direct message, on working days, at ${hourText(view.hour)} ${whoseTime(view.request.personId, view.readerId)}. Without an answer I remind twice, after two and four working days, and then leave it.`,
      ),
    ),
    ...(view.mayMove ? [daysMayMove] : []),
    lines(words('Nothing is sent before you press Start.')),
  ],
});

function opening({ request, readerId, today }: OnboardPreviewView): RichTextElement[] {
  const { personId, managerId } = request;
  return phrase`The plan is for ${who(personId, readerId)}, with ${who(managerId, readerId)} as manager. It ${startText({ startsOn: request.startsOn, today })}. What I send:`;
}

function nowLine({ request: { personId, managerId }, readerId }: OnboardPreviewView): RichTextElement[] {
  const toManager = managerId === readerId ? [] : phrase`, and a word to ${mention(managerId)}, who can say no`;
  return phrase`${strong('Now')}: a welcome to ${who(personId, readerId)}${toManager}`;
}

function milestoneLine({ milestone, title, state, dueOn }: PlanMilestone, view: OnboardPreviewView): RichTextElement[] {
  const { messages, timeZone, today } = view;
  if (state === 'offered') return phrase`${strong(title)}: already past, can be answered any time`;
  const headsUp = messages.find((message) => message.kind === 'heads-up' && message.milestone === milestone);
  const before = headsUp ? `a heads-up on ${dayText(localDateOf(headsUp.at, timeZone), dueOn)}, ` : '';
  return phrase`${strong(title)}: ${before}the check-in on ${dayText(dueOn, today)}`;
}

const requestInIt = z.object({
  personId: z.string(),
  startsOn: z.string(),
  managerId: z.string(),
  hour: z.number().optional(),
  milestones: z.array(z.enum(allMilestones)),
});

/** The request that a preview carries in its `private_metadata`. @throws where it is not one of ours */
export const readPreview = (privateMetadata: string): OnboardRequest => {
  const request = requestInIt.parse(JSON.parse(privateMetadata));
  return { ...request, hour: request.hour };
};
