import type { InputBlock, KnownBlock } from '@slack/types';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { DigestChoice, MyDigest } from '../../src/digests/my-digest.ts';
import { clockText, dayText, hourText } from '../dates.ts';
import { chosen, context, lines, type Modal, plain, select, strong, words } from '../kit.ts';
import { digestSettingsView } from './digest-actions.ts';

const fields = { day: 'day', hour: 'hour', isOn: 'is-on', empty: 'empty', muted: 'muted' } as const;
const input = 'chosen';

/** When a manager gets their week, and of whom. */
export const digestForm = (mine: MyDigest, isSaved = false): Modal => ({
  type: 'modal',
  callback_id: digestSettingsView,
  title: plain('My weekly digest'),
  submit: plain('Save'),
  close: plain('Back'),
  blocks: [
    lines(...(isSaved ? [strong('Saved. ')] : []), words(nextText(mine))),
    menu(fields.isOn, 'Send it', onChoices, mine.isOn ? 'on' : 'off'),
    menu(fields.day, 'On', dayChoices, String(mine.weekday)),
    menu(fields.hour, 'At', hourChoices, String(mine.hour)),
    menu(fields.empty, 'When nothing is new', emptyChoices, mine.emptyWeeks),
    mutedField(mine.muted),
    context('A day off of yours moves it to your next working day. Nobody sees whom you leave out.'),
  ],
});

function nextText({ nextAt, now, timeZone }: MyDigest): string {
  if (!nextAt) return 'Your digest is off.';
  if (nextAt <= now) return "This week's digest is on its way to you.";
  const dayOf = (moment: Date) => localDateOf(moment, timeZone);
  return `Your next digest comes on ${dayText(dayOf(nextAt), dayOf(now))} at ${clockText(nextAt, timeZone)}.`;
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const dayChoices = days.map((label, index) => ({ label, value: String(index + 1) }));
const hourChoices = Array.from({ length: 24 }, (_, hour) => ({ label: hourText(hour), value: String(hour) }));
const onChoices = [
  { label: 'Every week', value: 'on' },
  { label: 'Not at all', value: 'off' },
];
const emptyChoices = [
  { label: 'Say so in a line', value: 'line' },
  { label: 'Send nothing', value: 'skip' },
];

const menu = (block: string, label: string, choices: Parameters<typeof select>[2], value: string): InputBlock => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  element: chosen(select('Choose', input, choices), value),
});

const mutedField = (muted: readonly string[]): KnownBlock => ({
  type: 'input',
  block_id: fields.muted,
  optional: true,
  label: plain('Leave out'),
  hint: plain('They are only counted, until you take them out here.'),
  element: {
    type: 'multi_users_select',
    action_id: input,
    placeholder: plain('Nobody'),
    ...(muted.length === 0 ? {} : { initial_users: [...muted] }),
  },
});

interface Held {
  selected_option?: { value?: string | undefined } | null | undefined;
  selected_users?: string[] | null | undefined;
}

/** What was chosen; undefined where the form is none of ours. */
export function readDigestForm(
  values: Readonly<Record<string, Readonly<Record<string, Held>>>>,
): DigestChoice | undefined {
  const optionOf = (field: string): string => values[field]?.[input]?.selected_option?.value ?? '';
  const [weekday, hour] = [Number(optionOf(fields.day)), Number(optionOf(fields.hour) || 'none')];
  const emptyWeeks = optionOf(fields.empty);
  if (!dayChoices.some(({ value }) => value === String(weekday))) return undefined;
  if (!hourChoices.some(({ value }) => value === String(hour))) return undefined;
  if (emptyWeeks !== 'line' && emptyWeeks !== 'skip') return undefined;
  const muted = values[fields.muted]?.[input]?.selected_users ?? [];
  return { weekday, hour, isOn: optionOf(fields.isOn) !== 'off', emptyWeeks, muted };
}
