import type { InputBlock, KnownBlock, RichTextBlock } from '@slack/types';
import { z } from 'zod';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { ApiTokens, TokenShown } from '../../src/settings/api-tokens.ts';
import { momentText } from '../dates.ts';
import {
  afterAsking,
  button,
  clipped,
  code,
  context,
  escaped,
  header,
  lines,
  type Modal,
  plain,
  select,
  strong,
  words,
} from '../kit.ts';
import { settingsActions, tokensView } from './settings-actions.ts';

const tokensMetadata = z.object({
  /** How many were made in this page: Slack keeps what was typed under a block's id, and the next ones start empty. */
  made: z.number(),
});

/** What the page carries with it. */
export type TokensMetadata = z.infer<typeof tokensMetadata>;

/** Reads a view's `private_metadata`. @throws when it is not that of API tokens */
export const readTokensMetadata = (text: string): TokensMetadata => tokensMetadata.parse(JSON.parse(text));

export interface TokensPage {
  tokens: ApiTokens;
  metadata?: TokensMetadata;
  done?: TokensDone;
}

/** What was just done. */
export type TokensDone = { kind: 'made'; name: string; secret: string } | { kind: 'revoked'; name: string };

/** What systems push readings with: those that there are, each to be revoked, and a form for another one. */
export const tokensModal = ({ tokens, metadata = { made: 0 }, done }: TokensPage): Modal => ({
  type: 'modal',
  callback_id: tokensView,
  private_metadata: JSON.stringify(metadata),
  title: plain('API tokens'),
  ...(tokens.isFull ? {} : { submit: plain('Make a token') }),
  close: plain('Back'),
  blocks: [
    ...(done ? doneBlocks(done) : []),
    lines(
      words('With a token, a system pushes readings to '),
      code('/api/v1/readings'),
      words(' at the address where I run. What it sends is described at '),
      code('/api/v1/openapi.json'),
      words('.'),
    ),
    ...tokens.tokens.flatMap((token) => tokenBlocks(token, tokens)),
    { type: 'divider' },
    ...(tokens.isFull
      ? [lines(words('There are as many tokens as there may be. Revoke one that nobody uses, then make another.'))]
      : form(tokens, metadata)),
    context('Who made or revoked a token is written down in the audit log.'),
  ],
});

function doneBlocks(done: TokensDone): KnownBlock[] {
  if (done.kind === 'revoked')
    return [lines(strong('Revoked: '), words(`${done.name}. What is pushed with it from now on is refused.`))];
  return [
    header('Copy the token now'),
    preformatted(done.secret),
    lines(
      words(
        `This is the only time that it is shown, as I keep no copy. Put it where ${done.name} keeps its secrets; it goes in a header: `,
      ),
      code('Authorization: Bearer …'),
    ),
    { type: 'divider' },
  ];
}

const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

/** The name is somebody's words and stays text; below it nothing is but our own. */
const tokenBlocks = (token: TokenShown, { timeZone, today }: ApiTokens): KnownBlock[] => [
  {
    type: 'section',
    text: plain(clipped(token.name, 80)),
    accessory: afterAsking(button('Revoke', settingsActions.revokeToken, token.id), {
      title: 'Revoke this token?',
      text: 'What is pushed with it from then on is refused. What was pushed before is kept.',
      yes: 'Revoke',
      no: 'Keep it',
    }),
  },
  context(`${limitsText(token)} ${useText(token, { timeZone, today })}`),
];

function limitsText({ personId, kpi }: TokenShown): string {
  const whose = personId === undefined ? 'anybody' : `<@${personId}>`;
  return `For ${whose}, ${kpi === undefined ? 'any KPI' : escaped(kpi)}.`;
}

function useText({ madeBy, madeAt, usedAt }: TokenShown, reader: { timeZone: string; today: LocalDate }): string {
  const text = (moment: Date) => momentText(moment, reader.timeZone, reader.today);
  const used = usedAt ? `last used ${text(usedAt)}` : 'not used yet';
  return `Made by <@${madeBy}>, ${text(madeAt)}; ${used}.`;
}

type TokenField = 'name' | 'person' | 'kpi';

const inputOf = (field: TokenField): string => `settings.token-${field}`;
const blockOf = (field: TokenField, { made }: TokensMetadata): string => `${field}~${made}`;

const form = ({ kpis }: ApiTokens, metadata: TokensMetadata): InputBlock[] => [
  {
    type: 'input',
    block_id: blockOf('name', metadata),
    label: plain('Name'),
    hint: plain('The system that it is for, so that you know it again.'),
    element: {
      type: 'plain_text_input',
      action_id: inputOf('name'),
      max_length: 80,
      placeholder: plain('CI of the ranking service'),
    },
  },
  {
    type: 'input',
    block_id: blockOf('person', metadata),
    optional: true,
    label: plain('Only for this person'),
    hint: plain('Left empty, it is for everybody in the workspace.'),
    element: { type: 'users_select', action_id: inputOf('person'), placeholder: plain('Choose a person') },
  },
  {
    type: 'input',
    block_id: blockOf('kpi', metadata),
    optional: true,
    label: plain('Only for this KPI'),
    hint: plain('Left empty, it is for all of them.'),
    element: select(
      'Choose a KPI',
      inputOf('kpi'),
      kpis.map(({ id, title }) => ({ label: title, value: id })),
    ),
  },
];

/** What Slack hands over of the form: `view.state.values`. */
type TokenValues = Record<
  string,
  Record<
    string,
    {
      value?: string | null | undefined;
      selected_user?: string | null | undefined;
      selected_option?: { value: string } | null | undefined;
    }
  >
>;

/** Undefined is what was left empty; the name is then nothing. */
export function readTokenWish(values: TokenValues, metadata: TokensMetadata) {
  const field = (name: TokenField) => values[blockOf(name, metadata)]?.[inputOf(name)];
  return {
    name: (field('name')?.value ?? '').trim(),
    personId: field('person')?.selected_user ?? undefined,
    kpiId: field('kpi')?.selected_option?.value,
  };
}

/** Under the field for whom it is, for what is wrong with a person; under the name for all else. */
export const tokenErrors = (
  metadata: TokensMetadata,
  field: 'name' | 'person',
  text: string,
): Record<string, string> => ({
  [blockOf(field, metadata)]: text,
});

export const tokenTexts = {
  unnamed: 'Give it a name, such as the system that it is for.',
  full: 'There are as many tokens as there may be. Revoke one that nobody uses first.',
} as const;
