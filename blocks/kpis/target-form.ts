import { z } from 'zod';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { TargetChoice } from '../../src/kpis/set-target.ts';
import { exampleOf } from '../../src/kpis/units.ts';
import { actions, lines, type Message, type Modal, mention, phrase, plain, strong, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { targetRule } from '../target.ts';
import { dropTargetButton, targetView } from './kpi-actions.ts';
import { type FormValues, typedIn, valueField } from './value-fields.ts';

export const targetBlocks = { onTarget: 'on-target', atRisk: 'at-risk', from: 'from', reachBy: 'reach-by' } as const;

const metadata = z.object({ kpiId: z.string(), personId: z.string().optional() });

/** What a KPI is measured against, from a day on. A relative one is set in percent of the baseline. */
export const targetForm = ({ kpi, personId, now, today }: TargetChoice): Modal => ({
  type: 'modal',
  callback_id: targetView,
  private_metadata: JSON.stringify({ kpiId: kpi.id, personId }),
  title: plain('Set a target'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    lines(
      strong(kpi.title),
      ...(personId === undefined ? [words(' for everybody in the workspace. ')] : phrase` for ${mention(personId)}. `),
      words(`${whose[now.setFor]}: ${now.target.text}. ${targetRule(now.target)}`),
    ),
    ...actions(
      now.setFor === (personId === undefined ? 'workspace' : 'person') ? [dropTargetButton(kpi.id, personId)] : [],
    ),
    valueField(targetBlocks.onTarget, {
      label: 'On target at',
      hint: hintFor(now),
    }),
    valueField(targetBlocks.atRisk, {
      label: 'At risk up to',
      hint: 'Beyond that it is off. Left empty, it is ten percent past the target.',
      optional: true,
    }),
    day(targetBlocks.from, 'From', 'Earlier readings keep the target that they had.', today),
    day(targetBlocks.reachBy, 'To be reached by', 'With a day I say whether the pace gets there.', undefined),
  ],
});

const whose = {
  role: 'Until now as the role says',
  workspace: 'Until now as the workspace has it',
  person: 'Until now',
} as const;

const hintFor = ({ target }: TargetChoice['now']): string =>
  target.kind === 'relative'
    ? 'As a change against the baseline: −20% is a fifth less, 20% a fifth more.'
    : `Write it like ${exampleOf(target.unit)}.`;

const day = (blockId: string, label: string, hint: string, initial: LocalDate | undefined) => ({
  type: 'input' as const,
  block_id: blockId,
  optional: initial === undefined,
  label: plain(label),
  hint: plain(hint),
  element: {
    type: 'datepicker' as const,
    action_id: 'day',
    ...(initial === undefined ? {} : { initial_date: initial }),
  },
});

export const readTargetMetadata = (text: string) => metadata.parse(JSON.parse(text));

export const readTargetForm = (values: FormValues) => ({
  onTarget: typedIn(values, targetBlocks.onTarget),
  atRisk: typedIn(values, targetBlocks.atRisk),
  from: values[targetBlocks.from]?.['day']?.selected_date ?? undefined,
  reachBy: values[targetBlocks.reachBy]?.['day']?.selected_date ?? undefined,
});

/** What counts from now on. */
export const targetSet = (choice: TargetChoice): Message => asMessage([lines(words('Saved. '), ...nowText(choice))]);

export const targetDropped = (choice: TargetChoice): Message =>
  asMessage([lines(words('Taken back. '), ...nowText(choice))]);

const nowText = ({ kpi, personId, now }: TargetChoice) => [
  strong(kpi.title),
  ...(personId === undefined ? [words(' for everybody: ')] : phrase` for ${mention(personId)}: `),
  words(`${now.target.text}. ${targetRule(now.target)}`),
];
