import type { ActionsBlock, KnownBlock, RichTextBlock } from '@slack/types';
import { type ChartBlock, clipped, escaped } from './kit.ts';

/** Slack asks for at most 4,000 characters beside blocks: https://docs.slack.dev/reference/methods/chat.postMessage */
const longestText = 3900;

/** What some blocks say, for notifications and screen readers. Escaped, so that it shows as it stands. */
export const plainText = (blocks: readonly (KnownBlock | ChartBlock)[]): string =>
  clipped(wholeText(blocks), longestText);

/** The same without an end: for where Slack refuses the blocks. Text alone may have 40,000 characters. */
export const wholeText = (blocks: readonly (KnownBlock | ChartBlock)[]): string =>
  blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n');

/** How many characters a block holds, what its buttons and menus say included: Slack does not tell what it counts. */
export const textLength = (block: KnownBlock | ChartBlock): number =>
  block.type === 'actions' ? labels(block).reduce((sum, label) => sum + label.length, 0) : [...blockText(block)].length;

const labels = ({ elements }: ActionsBlock): string[] =>
  elements.flatMap((element) => {
    if (element.type === 'button') return [element.text.text];
    return element.type === 'static_select' ? (element.options ?? []).map(({ text }) => text.text) : [];
  });

/** Escaped all over but for the mentions of people, which Slack shows by name. */
function blockText(block: KnownBlock | ChartBlock): string {
  switch (block.type) {
    case 'header':
      return escaped(block.text.text);
    case 'rich_text':
      return richText(block);
    case 'context':
      return block.elements
        .map((element) => escaped(element.type === 'image' ? element.alt_text : element.text))
        .join(' ');
    case 'table':
      return rowsText(block.rows);
    case 'data_table':
      return `${escaped(block.caption)}\n${rowsText(block.rows)}`;
    case 'data_visualization':
      return chartText(block);
    case 'section':
      return escaped(block.text?.text ?? '');
    default:
      return ''; // buttons and menus: nothing to read
  }
}

/** What a chart shows, for whoever cannot see it, or where Slack does not draw it. */
function chartText({ title, chart }: ChartBlock): string {
  const { categories } = chart.axis_config;
  const valuesAt = (index: number): string =>
    chart.series.map(({ name, data }) => `${name} ${data[index]?.value ?? '–'}`).join(', ');
  return escaped([title, ...categories.map((category, index) => `${category}: ${valuesAt(index)}`)].join('\n'));
}

type Cell = Extract<KnownBlock, { type: 'data_table' }>['rows'][number][number];

const rowsText = (rows: Cell[][]): string => rows.map((row) => row.map(cellText).join(' · ')).join('\n');

function cellText(cell: Cell): string {
  switch (cell.type) {
    case 'rich_text':
      return richText(cell);
    case 'raw_number':
    case 'raw_text':
      return escaped(cell.text);
  }
}

function richText(block: RichTextBlock): string {
  return block.elements
    .map((element) => {
      if (element.type !== 'rich_text_list') return inline(element.elements);
      return element.elements.map((section) => `• ${inline(section.elements)}`).join('\n');
    })
    .join('\n');
}

const inline = (elements: readonly { type: string; text?: string; user_id?: string }[]): string =>
  elements.map(({ text, user_id: person }) => (person === undefined ? escaped(text ?? '') : `<@${person}>`)).join('');
