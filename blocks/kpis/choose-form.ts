import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Choice } from '../../src/kpis/choose-kpis.ts';
import type { RoleKpi } from '../../src/kpis/role-kpis.ts';
import { dayText, hourText } from '../dates.ts';
import { actions, clipped, lines, type Message, type Modal, plain, strong, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { chooseButton, chooseView, logButton, myKpisButton } from './kpi-actions.ts';
import type { FormValues } from './value-fields.ts';

export interface ChooseForm {
  all: readonly RoleKpi[];
  kept: readonly RoleKpi[];
  /** Ticked where nothing is kept yet. */
  suggested: readonly RoleKpi[];
}

export const chooseBlock = 'kept';

/** Which KPIs one keeps: one is asked for these and no others. */
export function chooseForm({ all, kept, suggested }: ChooseForm): Modal {
  const ticked = kept.length > 0 ? kept : suggested;
  return {
    type: 'modal',
    callback_id: chooseView,
    title: plain('KPIs that I keep'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      lines(
        words(
          kept.length > 0
            ? 'I ask for these when it is time, all in one message.'
            : 'Nobody asks you for a number before you choose. Three that fit where you are stand here; change them as you like.',
        ),
      ),
      {
        type: 'input',
        block_id: chooseBlock,
        optional: true,
        label: plain('KPIs'),
        hint: plain(
          'Weekly ones come on the last working day of your week at 15:00, monthly and quarterly ones on the first working day at 10:00. None at all: I do not ask.',
        ),
        element: {
          type: 'multi_static_select',
          action_id: 'chosen',
          placeholder: plain('Choose KPIs'),
          options: all.map(optionOf),
          ...(ticked.length > 0 ? { initial_options: ticked.map(optionOf) } : {}),
        },
      },
    ],
  };
}

const optionOf = ({ id, title, frequency }: RoleKpi) => ({
  text: { type: 'plain_text' as const, text: clipped(`${title} (${frequency.toLowerCase()})`, 75), emoji: false },
  value: id,
});

export const readChooseForm = (values: FormValues): string[] =>
  (values[chooseBlock]?.['chosen']?.selected_options ?? []).map(({ value }) => value);

/** What was chosen, and when it is asked for. */
export const chosenMessage = ({ kept, next }: Choice, today: LocalDate): Message =>
  asMessage([
    lines(
      ...(kept.length === 0
        ? [words('You keep no KPIs, so I ask for none. You can log a value at any time.')]
        : [strong('You keep: '), words(`${kept.map(({ title }) => title).join('; ')}. ${nextText(next, today)}`)]),
    ),
    ...actions([logButton('Log a value now', kept[0]?.id), myKpisButton()]),
  ]);

const nextText = (next: Choice['next'], today: LocalDate): string =>
  next
    ? `I ask next on ${dayText(next.on, today)} at ${hourText(next.hour)}.`
    : 'These come with a release or a test: log them when it happens.';

/** After the first check-in: an offer, and nothing that insists. */
export const chooseOffer = (suggested: readonly RoleKpi[]): KnownBlock[] => [
  lines(
    strong('Keep an eye on a few numbers? '),
    words(
      `If you like, I ask you for them when it is time. These fit where you are: ${suggested.map(({ title }) => title).join('; ')}.`,
    ),
  ),
  ...actions([chooseButton('Choose KPIs')]),
];
