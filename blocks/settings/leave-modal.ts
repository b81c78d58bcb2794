import type { InputBlock, KnownBlock, RichTextElement, SectionBlock } from '@slack/types';
import { z } from 'zod';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { RefusalReason } from '../../src/refusal.ts';
import type { DaysAway, DaysAwayOf } from '../../src/settings/days-away.ts';
import { dayText } from '../dates.ts';
import { button, context, lines, type Modal, mention, phrase, plain, strong } from '../kit.ts';
import { explainText } from '../refusal.ts';
import type { SettingsValues } from './calendar-fields.ts';
import { nextLine } from './next-line.ts';
import { leaveView, settingsActions } from './settings-actions.ts';

const leaveMetadata = z.object({
  personId: z.string(),
  /** The settings that it was opened from, to show there what changed. */
  settingsViewId: z.string().optional(),
  /** How many were added in this page: Slack keeps what was chosen under a block's id, and the next ones start empty. */
  added: z.number(),
});

/** What the page carries with it. */
export type LeaveMetadata = z.infer<typeof leaveMetadata>;

/** Reads a view's `private_metadata`. @throws when it is not that of days away */
export const readLeaveMetadata = (text: string): LeaveMetadata => leaveMetadata.parse(JSON.parse(text));

export interface LeavePage {
  away: DaysAwayOf;
  readerId: string;
  metadata: LeaveMetadata;
  done?: LeaveDone;
}

/** What was just done. */
export type LeaveDone = { kind: 'added'; from: LocalDate; to: LocalDate } | { kind: 'taken-back' };

/** Somebody's days away: those that are set, each to be taken back, and a form for more. */
export const leaveModal = ({ away, readerId, metadata, done }: LeavePage): Modal => ({
  type: 'modal',
  callback_id: leaveView,
  private_metadata: JSON.stringify(metadata),
  title: plain('Days away'),
  submit: plain('Add'),
  close: plain(metadata.settingsViewId === undefined ? 'Close' : 'Back'),
  blocks: [
    lines(...doneText(done, away.today), ...nextLine(away, readerId)),
    ...alreadySet(away, readerId),
    { type: 'divider' },
    dayField('from', metadata),
    dayField('to', metadata),
    context(
      away.personId === readerId
        ? 'A check-in on one of these days comes on your first working day after them. You, your manager and the workspace admins can see them.'
        : 'A check-in on one of these days comes on the first working day after them. They, their manager and the workspace admins can see them.',
    ),
  ],
});

function doneText(done: LeaveDone | undefined, today: LocalDate): RichTextElement[] {
  if (done === undefined) return [];
  return [strong(done.kind === 'added' ? `Set: ${daysText(done, today)}. ` : 'Taken back. ')];
}

/** `Mon 21 Dec to Fri 1 Jan 2027`; one day is that day. */
export const daysText = ({ from, to }: Pick<DaysAway, 'from' | 'to'>, today: LocalDate): string =>
  from === to ? dayText(from, today) : `${dayText(from, today)} to ${dayText(to, today)}`;

/** A modal takes 100 blocks. */
const mostLeave = 80;

function alreadySet({ personId, leave, today }: DaysAwayOf, readerId: string): KnownBlock[] {
  const whose = personId === readerId ? [] : phrase` of ${mention(personId)}`;
  if (leave.length === 0) return [lines(...phrase`No days away${whose} are set.`)];
  return [
    lines(strong('Days away'), ...whose),
    ...leave.slice(0, mostLeave).map((days) => leaveLine(days, { today, readerId })),
  ];
}

/** Nothing that people wrote, so that Slack may read the formatting in it. */
function leaveLine({ id, setBy, ...days }: DaysAway, { today, readerId }: { today: LocalDate; readerId: string }) {
  const by = setBy === readerId ? 'you' : `<@${setBy}>`;
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: `${daysText(days, today)}, set by ${by}` },
    accessory: button('Take back', settingsActions.dropLeave, id),
  } satisfies SectionBlock;
}

type LeaveField = 'from' | 'to';

const labels: Record<LeaveField, string> = { from: 'First day away', to: 'Last day away' };
const inputOf = (field: LeaveField): string => `settings.${field}`;
const blockOf = (field: LeaveField, { added }: LeaveMetadata): string => `${field}~${added}`;

const dayField = (field: LeaveField, metadata: LeaveMetadata): InputBlock => ({
  type: 'input',
  block_id: blockOf(field, metadata),
  label: plain(labels[field]),
  element: { type: 'datepicker', action_id: inputOf(field), placeholder: plain('Choose a day') },
});

/** Undefined: not chosen. */
export function readLeave(values: SettingsValues, metadata: LeaveMetadata) {
  const day = (field: LeaveField): LocalDate | undefined =>
    values[blockOf(field, metadata)]?.[inputOf(field)]?.selected_date ?? undefined;
  return { from: day('from'), to: day('to') };
}

const mendedByDay = new Set<RefusalReason['kind']>([
  'ends-before-it-starts',
  'date-is-past',
  'too-far-ahead',
  'no-date',
]);

/** What is wrong with the days, under the last one; undefined where something else is in the way. */
export const leaveErrors = (reason: RefusalReason, metadata: LeaveMetadata): Record<string, string> | undefined =>
  mendedByDay.has(reason.kind) ? { [blockOf('to', metadata)]: explainText(reason) } : undefined;
