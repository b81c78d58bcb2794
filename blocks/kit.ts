import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  ModalView,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  StaticSelect,
} from '@slack/types';

/** The small words that all surfaces are built from. Limits: https://docs.slack.dev/reference/block-kit/blocks */

export interface Message<Block = KnownBlock> {
  /** What notifications and screen readers say: https://docs.slack.dev/reference/methods/chat.postMessage#text */
  text: string;
  blocks: Block[];
}

/** A message that may hold a chart, which no view can. */
export type ChartMessage = Message<KnownBlock | ChartBlock>;

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block, not yet in Slack's types */
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}

/** A modal of blocks that the types know, so that it can be read again. */
export interface Modal extends ModalView {
  blocks: KnownBlock[];
}

export const commandName = '/ml-role';

/** What Slack itself would take for a mention, a link or a channel does nothing once it is escaped. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** At most `most` code points, the last one an ellipsis where some had to go. */
export function clipped(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

export const entryCount = (number: number): string => `${number} ${number === 1 ? 'entry' : 'entries'}`;

export const header = (text: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: clipped(text, 150), emoji: false },
});

export const words = (text: string): RichTextElement => ({ type: 'text', text });
export const strong = (text: string): RichTextElement => ({ type: 'text', text, style: { bold: true } });
export const faint = (text: string): RichTextElement => ({ type: 'text', text, style: { italic: true } });
export const code = (text: string): RichTextElement => ({ type: 'text', text, style: { code: true } });

/** Somebody by the name that Slack shows for them. */
export const mention = (personId: string): RichTextElement => ({ type: 'user', user_id: personId });

/** A sentence with people and commands in it: phrase`${mention(id)} is away.` What is a string stays text. */
export const phrase = (
  texts: TemplateStringsArray,
  ...between: (string | RichTextElement | RichTextElement[])[]
): RichTextElement[] =>
  texts.flatMap((text, index) => [
    ...someWords(text),
    ...[between[index] ?? []].flat().flatMap((part) => (typeof part === 'string' ? someWords(part) : [part])),
  ]);

/** Slack refuses an empty text. */
const someWords = (text: string): RichTextElement[] => (text === '' ? [] : [words(text)]);

/** A command as it is typed. */
export const typed = (command: string): RichTextElement =>
  code(command === '' ? commandName : `${commandName} ${command}`);

export const lines = (...elements: RichTextElement[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

/** A line, then bullets under it, where there are any: Slack refuses a list of none. */
export function list(title: RichTextElement[], bullets: RichTextElement[][]): RichTextBlock {
  const above = title.length > 0 ? [{ type: 'rich_text_section' as const, elements: title }] : [];
  const elements = bullets.map((elements) => ({ type: 'rich_text_section' as const, elements }));
  const below = elements.length > 0 ? [{ type: 'rich_text_list' as const, style: 'bullet' as const, elements }] : [];
  return { type: 'rich_text', elements: [...above, ...below] };
}

/** One small grey line; commands in it stand in backticks, all else is our own wording. */
export const context = (mrkdwn: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clipped(mrkdwn, 2900) }],
});

export const button = (text: string, actionId: string, value: string): Button => ({
  type: 'button',
  text: { type: 'plain_text', text: clipped(text, 75) },
  action_id: actionId,
  value,
});

/** The one button of a message that most people come for. */
export const primary = (element: Button): Button => ({ ...element, style: 'primary' });

export interface Question {
  title: string;
  text: string;
  yes: string;
  no?: string;
}

/** A button that asks before it acts. */
export const afterAsking = (element: Button, { title, text, yes, no = 'Not now' }: Question): Button => ({
  ...element,
  confirm: { title: plain(title), text: plain(text), confirm: plain(yes), deny: plain(no) },
});

/** Text in which nothing is read as formatting, for where Slack takes no rich text. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });

/** Slack takes at most 100 options; longer labels than these would leave a message no room for anything else. */
const mostOptions = 100;
const mostLabelCharacters = 2000;

/** A menu: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export function select(placeholder: string, actionId: string, choices: Choice[]): StaticSelect {
  const some = choices.slice(0, mostOptions);
  const longest = Math.min(75, Math.floor(mostLabelCharacters / some.length));
  return {
    type: 'static_select',
    placeholder: { type: 'plain_text', text: placeholder },
    action_id: actionId,
    options: some.map(({ label, value }) => ({
      text: { type: 'plain_text', text: clipped(label, longest), emoji: false },
      value,
    })),
  };
}

/** The same menu with one of its choices made; none where there is no such choice. */
export function chosen(menu: StaticSelect, value: string | undefined): StaticSelect {
  const option = menu.options?.find((one) => one.value === value);
  return option ? { ...menu, initial_option: option } : menu;
}

export interface Choice {
  label: string;
  value: string;
}

export const actions = (elements: ActionsBlock['elements']): ActionsBlock[] =>
  elements.length > 0 ? [{ type: 'actions', elements: elements.slice(0, 25) }] : [];
