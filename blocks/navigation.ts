import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Place } from '../src/role/places.ts';
import { topics } from '../src/role/topics.ts';
import { actions, button, commandName, context, select } from './kit.ts';
import type { PageNumber } from './pages.ts';

/**
 * Every button and menu of the guide carries the words that would be typed for the same answer. The part after the
 * colon only keeps action ids apart within a block.
 */
export const openAction = 'guide.open';
export const openSearchAction = 'guide.search';
/** The same answer in a window of its own: for messages that are to stay. */
export const besideAction = 'guide.beside';

export const openButton = (text: string, command: string) => button(text, `${openAction}:${command}`, command);
export const besideButton = (text: string, command: string) => button(text, `${besideAction}:${command}`, command);
export const searchButton = () => button('Search', openSearchAction, 'search');

interface Navigation {
  /** What this place stands in. */
  back?: Place | undefined;
  /** What can be opened from here, under the words for it. */
  choices: { placeholder: string; places: Place[] };
  /** What this answer itself is called by. */
  command: string;
  page: PageNumber;
  /** Commands to type next. */
  next: string[];
}

/** More than this many buttons are a menu. */
const mostButtons = 8;

/** The way on from an answer: back, what is inside, the other pages, the other topics; and the same as commands. */
export function navigation({ back, choices, command, page, next }: Navigation): KnownBlock[] {
  const asButtons = choices.places.length <= mostButtons && choices.places.every(({ kind }) => kind === 'part');
  const buttons = [
    ...(back ? [openButton(`Back to ${back.title}`, back.command)] : []),
    ...(page.number > 1 ? [openButton('Previous page', `${command} ${page.number - 1}`)] : []),
    ...(page.number < page.of ? [openButton('Next page', `${command} ${page.number + 1}`)] : []),
    ...(asButtons ? choices.places.map((place) => openButton(place.title, place.command)) : []),
  ];
  const menus: ActionsBlock['elements'] = [
    ...(asButtons || choices.places.length === 0 ? [] : [placeMenu(choices.placeholder, choices.places)]),
    topicMenu(),
    searchButton(),
  ];
  const pages = page.number < page.of ? [`${command} ${page.number + 1}`] : [];
  return [...actions(buttons), ...actions(menus), askNext([...pages, ...next])];
}

const placeMenu = (placeholder: string, places: Place[]) =>
  select(
    placeholder,
    `${openAction}:place`,
    places.map(({ title, command }) => ({ label: title, value: command })),
  );

export const topicMenu = () =>
  select(
    'Another topic',
    `${openAction}:topic`,
    Object.entries(topics).map(([name, { title }]) => ({ label: title, value: name })),
  );

export const askNext = (commands: string[]): KnownBlock =>
  context(
    `Ask next: ${commands
      .slice(0, 4)
      .map((command) => `\`${commandName} ${command}\``)
      .join(' · ')}`,
  );
