import type { RichTextBlock, RichTextElement } from '@slack/types';
import { formatSlackDate } from '../times.ts';
import { nameOf, type Workspace } from '../workspace.ts';

type Known = Pick<Workspace, 'app' | 'people' | 'conversations' | 'me'>;

/** Rich text as it is read, without its formatting: a line for each paragraph and point. */
export function plainText({ elements }: RichTextBlock, known: Known): string {
  const line = (parts: readonly RichTextElement[]) => parts.map((part) => wordsOf(part, known)).join('');
  return elements
    .flatMap((element) =>
      element.type === 'rich_text_list'
        ? element.elements.map((point) => line(point.elements))
        : line(element.elements),
    )
    .join('\n');
}

/** What one part of a rich text says. */
export function wordsOf(part: RichTextElement, known: Known): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'link':
      return part.text ?? part.url;
    case 'user':
      return `@${nameOf(known, part.user_id)}`;
    case 'channel':
      return `#${known.conversations.find(({ id }) => id === part.channel_id)?.name ?? part.channel_id}`;
    case 'usergroup':
      return `@${part.usergroup_id}`;
    case 'team':
      return `@${part.team_id}`;
    case 'broadcast':
      return `@${part.range}`;
    case 'emoji':
      return `:${part.name}:`;
    case 'date':
      return formatSlackDate(part.timestamp, part.format, known.me.timeZone);
    case 'color':
      return part.value;
  }
}
