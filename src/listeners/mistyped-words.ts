import { meantCommand } from '../../blocks/mistyped.ts';
import type { Guide } from '../guide.ts';
import { likeness } from '../role/likeness.ts';
import { topics } from '../role/topics.ts';
import { readTyped } from './read-typed.ts';
import { afterCommand, type Word, words } from './words.ts';

/** Closer than topics need be to what is typed: there is more to lose. */
const alike = 0.8;
/** These only show something, so that they are done at once; of the others a button asks first. */
const showing = new Set(['checkin', 'check-in', 'progress', 'team', 'settings', 'one-to-one', 'one-on-one']);
/** What Slack takes as a button's value. */
const mostCharacters = 2000;

const names = Object.entries(topics).flatMap(([name, { title, aliases }]) => [name, title, ...aliases]);

/** The word that a text begins with a slip of: alone, or before what can belong to it. A name in the role goes first. */
export function findMistyped(text: string, guide: Pick<Guide, 'isName'>): Word | undefined {
  const [, typed = '', rest = ''] = /^([\p{L}\s-]+?)\s*((?:<@|@|until\b|\d{4}-).*)?$/isu.exec(afterCommand(text)) ?? [];
  const nearest = nearestTo(typed.toLowerCase());
  const route = nearest && words.get(nearest);
  if (!route || guide.isName(readTyped(typed))) return undefined;
  if (showing.has(nearest)) return { route, rest };
  const command = `${nearest} ${rest}`.trim();
  if (command.length > mostCharacters) return undefined;
  return { route: async (asked) => asked.answer(meantCommand({ typed, word: nearest, command })), rest };
}

/** Undefined where a topic is as near, or nothing is near. */
function nearestTo(typed: string): string | undefined {
  const closeness = (name: string): number => likeness(typed, name.toLowerCase(), alike);
  const [first] = [...words.keys()]
    .map((word) => ({ word, score: closeness(word) }))
    .sort((one, other) => other.score - one.score);
  const isNearest = first !== undefined && first.score > Math.max(0, ...names.map(closeness));
  return isNearest ? first.word : undefined;
}
