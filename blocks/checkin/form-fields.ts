import type { InputBlock, PlainTextInput } from '@slack/types';
import { type Answer, type BlockerKind, blockerKinds } from '../../src/plans/answer.ts';
import { type Choice, chosen, clipped, plain, select } from '../kit.ts';
import { checkinActions } from './checkin-actions.ts';

/** The fields of the form beside the goals. */
export type Field = Exclude<keyof Answer, 'goals'>;

/** What an input of the form says when it is changed, so that what is typed is kept before it is sent. */
export const fieldAction = (field: Field): string => `${checkinActions.typed}:${field}`;

/** Who reads what is written: in the label, where it is seen while writing. */
const readers = 'for my manager and me (workspace admins can read it)';

const labels: Record<Field, string> = {
  wentWell: `What went well · ${readers}`,
  blockerKind: 'What blocks me',
  blocker: `What blocks me, in my words · ${readers}`,
  help: `Help that I would like · ${readers}`,
  helpFrom: 'Help from whom',
  confidence: 'How confident do I feel about what comes next?',
  onlyForMe: 'Only for me',
};

const hints: Partial<Record<Field, string>> = {
  onlyForMe: 'Nobody else ever reads this: not your manager, and no workspace admin.',
};

/** What may be written into one field; Slack's own limit is 3,000. */
export const mostCharacters = 1500;
export const mostEvidenceCharacters = 500;
const slackLimit = 3000;

/** Kept from a message, a text may be longer than the field allows: it is shown in full, and may stay as long. */
export function textInput(actionId: string, text: string, most: number): PlainTextInput {
  const value = clipped(text, slackLimit);
  return {
    type: 'plain_text_input',
    action_id: actionId,
    max_length: Math.max(most, [...value].length),
    dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
    ...(value === '' ? {} : { initial_value: value }),
  };
}

/** An optional field with its label. */
const optional = (field: Field, blockId: string, element: InputBlock['element']): InputBlock => {
  const hint = hints[field];
  return {
    type: 'input',
    block_id: blockId,
    optional: true,
    dispatch_action: true,
    label: plain(labels[field]),
    ...(hint === undefined ? {} : { hint: plain(hint) }),
    element,
  };
};

export const textField = (field: Field, blockId: string, text: string): InputBlock =>
  optional(field, blockId, { ...textInput(fieldAction(field), text, mostCharacters), multiline: true });

/** Slack has no way to take a choice back: one of the choices says so. */
export const noChoice = 'none';

export const choiceField = (
  field: Field,
  blockId: string,
  { choices, value }: { choices: Choice[]; value: string | undefined },
): InputBlock => optional(field, blockId, chosen(select('Choose', fieldAction(field), choices), value));

const blockers: Record<BlockerKind, string> = {
  access: 'Missing access',
  waiting: 'Waiting for somebody',
  unclear: 'Unclear what is wanted',
  data: 'Trouble with the data',
  tools: 'Tools or infrastructure',
  skills: 'Something new to learn',
  time: 'Not enough time',
  other: 'Something else',
};

export const blockerText = (kind: BlockerKind): string => blockers[kind];

const blockerChoices: Choice[] = [
  { label: 'Nothing just now', value: noChoice },
  ...blockerKinds.map((kind) => ({ label: blockers[kind], value: kind })),
];

const confidences = ['1, not yet', '2, a little', '3, so far so good', '4, confident', '5, very confident'];

/** `4, confident`. */
export const confidenceText = (confidence: number): string => confidences[confidence - 1] ?? String(confidence);

const confidenceChoices: Choice[] = [
  ...confidences.map((label, index) => ({ label, value: String(index + 1) })),
  { label: 'I would rather not say', value: noChoice },
];

export interface Stakeholder {
  id: string;
  title: string;
}

export const managerChoice = 'manager';

/** Slack takes 100 options. */
const mostStakeholders = 98;

const helperChoices = (stakeholders: readonly Stakeholder[]): Choice[] => [
  { label: 'My manager', value: managerChoice },
  ...stakeholders.slice(0, mostStakeholders).map(({ id, title }) => ({ label: title, value: id })),
  { label: 'Nobody just now', value: noChoice },
];

/** What there is to choose from; undefined for a text. */
export function choicesOf(field: Field, stakeholders: readonly Stakeholder[]): Choice[] | undefined {
  switch (field) {
    case 'blockerKind':
      return blockerChoices;
    case 'helpFrom':
      return helperChoices(stakeholders);
    case 'confidence':
      return confidenceChoices;
    default:
      return undefined;
  }
}

/** A field's value in words, from the form in which it is stored. Empty: nothing was said. */
export const fieldText = (field: Field, value: string, stakeholders: readonly Stakeholder[]): string =>
  choicesOf(field, stakeholders)?.find((choice) => choice.value === value)?.label ?? value;
