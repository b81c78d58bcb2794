import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Entry, Fact, Part, Topic } from '../src/role/outline.ts';
import { faint, list, strong, words } from './kit.ts';
import { packed } from './packed.ts';

/** The words for what a role file says of an entry; a name that is not here is shown as it stands. */
const labels: Record<string, string> = {
  why: 'Why it matters',
  strong: 'Strong performance',
  ask: 'What to ask for',
  helps: 'What helps',
  frequency: 'How often',
};

export function label(name: string): string {
  const plain = name.replaceAll('-', ' ');
  return labels[name] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** What waits for an entry's own page, since it coaches the one who is there. */
const forItsOwnPage = new Set(['first-step', 'ask', 'frequency', 'reminder']);

/** An entry as one bullet: its name, what it is, and what else is said of it. */
export function bullet(entry: Entry): RichTextElement[] {
  const facts = entry.facts.filter(({ name }) => !forItsOwnPage.has(name));
  const more = entry.text !== undefined || facts.length > 0;
  const title = entry.title === undefined ? [] : [strong(entry.title), ...(more ? [words(': ')] : [])];
  const text = entry.text === undefined ? [] : [words(entry.text)];
  const before = [entry.text, ...facts.map((fact) => fact.text)];
  return [...title, ...text, ...facts.flatMap((fact, index) => [...gapAfter(before[index]), ...inlineFact(fact)])];
}

/** Between two things said of an entry: a dot, where the first is no sentence. */
function gapAfter(text: string | undefined): RichTextElement[] {
  if (text === undefined) return [];
  return [words(/[.?!]$/.test(text) ? ' ' : ' · ')];
}

const inlineFact = ({ name, text }: Fact): RichTextElement[] => [faint(`${label(name)}:`), words(` ${text}`)];

/** Slack shows any length, but a page can only be cut between blocks. */
const longestBlock = 2500;

/** A line and bullets under it, cut into several blocks where they are long. */
export function bulletBlocks(title: RichTextElement[], bullets: RichTextElement[][]): KnownBlock[] {
  if (bullets.length === 0) return [];
  const fits = (some: RichTextElement[][]) =>
    some.flat().reduce((sum, element) => sum + lengthOf(element), 0) <= longestBlock;
  return packed(bullets, fits).map((some, index) => list(index === 0 ? title : [], some));
}

const lengthOf = (element: RichTextElement): number => ('text' in element ? element.text.length : 0);

export const partBlocks = (part: Part): KnownBlock[] => {
  const intro = part.intro === undefined ? [] : [words(`. ${part.intro}`)];
  return bulletBlocks(part.title === undefined ? [] : [strong(part.title), ...intro], part.entries.map(bullet));
};

export const noteBlocks = (topic: Topic): KnownBlock[] =>
  bulletBlocks([strong('To keep in mind')], topic.notes.map(bullet));
