import type { InputBlock, RichTextElement } from '@slack/types';
import { choosableMonths, mostCounted } from '../../src/privacy/months.ts';
import type { AgedKind, Periods, WouldGo } from '../../src/privacy/periods.ts';
import { fullDayText } from '../dates.ts';
import { actions, button, chosen, context, lines, list, type Modal, plain, select, strong, words } from '../kit.ts';
import type { SettingsValues } from './calendar-fields.ts';
import { keptAskView, keptView, settingsActions } from './settings-actions.ts';

export interface KeptPage {
  periods: Periods;
  /** It was saved just now. */
  isSaved?: boolean;
}

/** How long things are kept, a menu for each kind; for admins. */
export const keptModal = ({ periods, isSaved = false }: KeptPage): Modal => ({
  type: 'modal',
  callback_id: keptView,
  title: plain('How long I keep things'),
  submit: plain('Save'),
  close: plain('Back'),
  blocks: [
    isSaved
      ? lines(strong('Saved. '), words(savedText(periods)))
      : lines(
          words('I delete what is older, for everybody in this workspace and for good: nobody could bring it back.'),
        ),
    ...fields.map((field) => keptField(field, periods[field.kind])),
    context(
      'When somebody leaves, I delete all that I know of them 90 days after their account in Slack was closed. Copies in backups stay until whoever runs me lets those go.',
    ),
  ],
});

const savedText = (periods: Periods): string =>
  Object.values(periods).every((months) => months === null)
    ? 'Nothing is deleted for its age.'
    : 'What is older goes within the hour, and what grows older later goes by itself.';

interface Field {
  kind: AgedKind;
  label: string;
  hint: string;
}

const fields: readonly Field[] = [
  {
    kind: 'plan',
    label: 'Plans that have ended',
    hint: 'Counts from the end of the plan. Its goals, check-ins, answers and notes go with it, what people marked as only for them, too. A plan that runs or is paused stays.',
  },
  {
    kind: 'reading',
    label: 'KPI values',
    hint: 'Counts from when a value was recorded. Changes are then measured from the oldest value that is left. A target for one person goes once another has counted in its place for as long.',
  },
  {
    kind: 'note',
    label: 'Notes for one-to-ones',
    hint: 'Counts from when a manager wrote the note, whether it was talked about or not.',
  },
  {
    kind: 'message',
    label: 'My list of messages',
    hint: 'What I have sent to whom, counted from that day. The messages themselves stay in Slack.',
  },
  {
    kind: 'audit',
    label: 'The audit log',
    hint: 'Who did what with whose data. People see there who has read theirs, so it is worth keeping for a year or more.',
  },
];

const forever = 'forever';
const options = [
  { label: 'As long as I am here', value: forever },
  ...choosableMonths.map((months) => ({ label: `${months} months`, value: String(months) })),
];

const keptField = ({ kind, label, hint }: Field, months: number | null): InputBlock => ({
  type: 'input',
  block_id: blockOf(kind),
  label: plain(label),
  hint: plain(hint),
  element: chosen(select('Choose how long', keptInput, options), months === null ? forever : String(months)),
});

const blockOf = (kind: AgedKind): string => `kept.${kind}`;
const keptInput = 'settings.months';

/** What was chosen of each kind; what no menu offers counts as for ever. */
export function readKept(values: SettingsValues): Periods {
  const monthsOf = (kind: AgedKind): number | null => {
    const value = Number(values[blockOf(kind)]?.[keptInput]?.selected_option?.value);
    return choosableMonths.includes(value) ? value : null;
  };
  return {
    plan: monthsOf('plan'),
    reading: monthsOf('reading'),
    note: monthsOf('note'),
    message: monthsOf('message'),
    audit: monthsOf('audit'),
  };
}

export interface KeptQuestion {
  /** As they were chosen, and are not saved yet. */
  periods: Periods;
  wouldGo: readonly WouldGo[];
}

/** Before a period is made so short that something goes. */
export const keptQuestion = ({ periods, wouldGo }: KeptQuestion): Modal => ({
  type: 'modal',
  callback_id: keptAskView,
  private_metadata: JSON.stringify(periods),
  title: plain('Delete what is older?'),
  submit: plain('Save and delete'),
  close: plain('Not now'),
  blocks: [
    list([words('Nothing is saved yet. Once it is, this goes within the hour:')], wouldGo.map(goneText)),
    lines(words('That cannot be undone. What grows too old later goes by itself, and I do not ask again.')),
    ...actions([button('Choose again', settingsActions.kept, 'again')]),
  ],
});

/** `12 plans that ended before Sun 30 Nov 2025`. */
function goneText({ kind, rows, before }: WouldGo): RichTextElement[] {
  const [one, several, since] = namesOf[kind];
  const count = rows > mostCounted ? `more than ${numberText(mostCounted)}` : numberText(rows);
  return [strong(`${count} ${rows === 1 ? one : several}`), words(` ${since} before ${fullDayText(before)}`)];
}

const namesOf: Readonly<Record<AgedKind, readonly [one: string, several: string, since: string]>> = {
  plan: ['plan', 'plans', 'that ended'],
  reading: ['KPI value', 'KPI values', 'recorded'],
  note: ['note for a one-to-one', 'notes for one-to-ones', 'written'],
  message: ['message in my list', 'messages in my list', 'sent'],
  audit: ['entry of the audit log', 'entries of the audit log', 'made'],
};

const numberText = (count: number): string => count.toLocaleString('en-GB');
