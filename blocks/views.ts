import type { HomeView, InputBlock, KnownBlock, ModalView, RichTextElement, TableBlock } from '@slack/types';
import { topics } from '../src/role/topics.ts';
import { bulletBlocks } from './entry-lines.ts';
import type { RoleInShort } from './help.ts';
import { actions, commandName, context, header, lines, type Message, strong, words } from './kit.ts';
import { openButton, openSearchAction, searchButton } from './navigation.ts';

/** Which view a submission or a button belongs to. */
const answerView = 'guide.answer';
export const searchView = 'guide.search';

/** An answer as a modal. Tables go in messages only: https://docs.slack.dev/reference/block-kit/blocks/table-block */
export const answerModal = ({ blocks }: Message): ModalView => ({
  type: 'modal',
  callback_id: answerView,
  title: { type: 'plain_text', text: 'Role guide' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: blocks.flatMap(withoutTable),
});

export const searchBlock = 'words';
export const searchInput = 'typed';

/** The search, with what was found under it once something was searched for. */
export const searchModal = (found?: Message): ModalView => ({
  type: 'modal',
  callback_id: searchView,
  title: { type: 'plain_text', text: 'Search the role' },
  submit: { type: 'plain_text', text: 'Search' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: [searchField, ...(found?.blocks.flatMap(withoutTable).map(withoutSearch) ?? [])],
});

const searchField: InputBlock = {
  type: 'input',
  block_id: searchBlock,
  label: { type: 'plain_text', text: 'What are you looking for?' },
  hint: { type: 'plain_text', text: 'A topic, a KPI, a tool, or any words. The beginning of a word will do.' },
  element: {
    type: 'plain_text_input',
    action_id: searchInput,
    max_length: 200,
    focus_on_load: true,
    placeholder: { type: 'plain_text', text: 'data drift' },
  },
};

export interface HomeContent extends RoleInShort {
  mission: string | undefined;
  /** The first milestone, with the names of its goals. */
  firstMilestone: { title: string; command: string; goals: string[] } | undefined;
}

/** The Home tab: the role at a glance, and a button to each topic. */
export const homeView = ({ title, intro, mission, firstMilestone }: HomeContent): HomeView => ({
  type: 'home',
  blocks: [
    header(title),
    lines(words(intro)),
    ...(mission === undefined ? [] : [lines(strong('Mission: '), words(mission))]),
    ...actions([searchButton()]),
    ...(firstMilestone
      ? [
          { type: 'divider' as const },
          ...bulletBlocks(
            [strong(`${firstMilestone.title}: what to reach first`)],
            firstMilestone.goals.map((goal) => [words(goal)]),
          ),
          ...actions([
            openButton('These goals in full', firstMilestone.command),
            openButton('All milestones', 'milestones'),
          ]),
        ]
      : []),
    { type: 'divider' },
    lines(strong('Everything about the role')),
    ...actions(Object.entries(topics).map(([name, words]) => openButton(words.title, name))),
    context(`The same anywhere in Slack: \`${commandName}\` and a topic, or a message to me in the Messages tab.`),
  ],
});

/** The form has a button of its own to search with. */
const withoutSearch = (block: KnownBlock): KnownBlock =>
  block.type === 'actions'
    ? {
        ...block,
        elements: block.elements.filter(
          (element) => !('action_id' in element && element.action_id === openSearchAction),
        ),
      }
    : block;

const withoutTable = (block: KnownBlock): KnownBlock[] => (block.type === 'table' ? tableAsLines(block) : [block]);

/** A table's rows as bullets: the first cell in bold, the others under their column's name. */
function tableAsLines({ rows }: TableBlock): KnownBlock[] {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => (cell.type === 'raw_text' ? cell.text : '')));
  const bullets = body.map(([first = '', ...others]): RichTextElement[] => [
    strong(first),
    ...others.flatMap((text, index) => (text === '–' ? [] : [words(` · ${head[index + 1] ?? ''}: ${text}`)])),
  ]);
  return bulletBlocks([], bullets);
}
