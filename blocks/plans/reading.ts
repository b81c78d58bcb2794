import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import { code, faint, lines, strong, words } from '../kit.ts';

/** A message as something to read in few blocks, without its buttons, and with nothing that only messages may hold. */
export function asReading(blocks: readonly KnownBlock[]): RichTextBlock | undefined {
  const elements = blocks.flatMap(readable);
  return elements.length === 0 ? undefined : { type: 'rich_text', elements };
}

function readable(block: KnownBlock): RichTextBlock['elements'] {
  switch (block.type) {
    case 'rich_text':
      return block.elements;
    case 'header':
      return lines(strong(block.text.text)).elements;
    case 'section':
      return block.text ? lines(words(block.text.text)).elements : [];
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? lines(...greyLine(element.text)).elements : []));
    default:
      return []; // buttons, menus, dividers
  }
}

/** A context line is our own wording, with commands in backticks. */
const greyLine = (text: string): RichTextElement[] =>
  text.split('`').flatMap((part, index) => (part === '' ? [] : [index % 2 === 1 ? code(part) : faint(part)]));
