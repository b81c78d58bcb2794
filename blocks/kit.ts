import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  StaticSelect,
} from '@slack/types';

/** The small words that all surfaces are built from. Limits: https://docs.slack.dev/reference/block-kit/blocks */

export interface Message {
  /** What notifications and screen readers say: https://docs.slack.dev/reference/methods/chat.postMessage#text */
  text: string;
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

/** A command as it is typed. */
export const typed = (command: string): RichTextElement =>
  code(command === '' ? commandName : `${commandName} ${command}`);

export const lines = (...elements: RichTextElement[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

/** A line, then bullets under it. */
export function list(title: RichTextElement[], bullets: RichTextElement[][]): RichTextBlock {
  const above = title.length > 0 ? [{ type: 'rich_text_section' as const, elements: title }] : [];
  const below = bullets.map((elements) => ({ type: 'rich_text_section' as const, elements }));
  return { type: 'rich_text', elements: [...above, { type: 'rich_text_list', style: 'bullet', elements: below }] };
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

export interface Choice {
  label: string;
  value: string;
}

export const actions = (elements: ActionsBlock['elements']): ActionsBlock[] =>
  elements.length > 0 ? [{ type: 'actions', elements: elements.slice(0, 25) }] : [];
