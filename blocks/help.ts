import type { KnownBlock } from '@slack/types';
import { topics } from '../src/role/topics.ts';
import { actions, code, commandName, context, header, lines, list, type Message, strong, typed, words } from './kit.ts';
import { openButton, searchButton, topicMenu } from './navigation.ts';
import { asMessage } from './pages.ts';

export interface RoleInShort {
  title: string;
  intro: string;
}

/** How to ask, and every topic as it is typed. */
export function helpAnswer(role: RoleInShort): Message {
  return asMessage([
    header('How to ask me'),
    lines(
      words(`I know the role of a ${role.title} and answer you alone. Type `),
      code(`${commandName} TOPIC`),
      words(' here or anywhere, or just write to me in our direct message.'),
    ),
    ...topicLines(),
    list(
      [strong('More ways to ask')],
      [
        [words('A part of a topic, or one thing in it: '), typed('TOPIC PART')],
        [words('Words that you look for anywhere: '), typed('search WORDS')],
        [words('A name alone is enough, and a near miss will do.')],
      ],
    ),
    ...actions([topicMenu(), searchButton()]),
  ]);
}

/** What the command alone answers: the role in a sentence, where most people start, and every topic as it is typed. */
export function startAnswer(role: RoleInShort): Message {
  return asMessage([
    header(role.title),
    lines(words(role.intro)),
    ...actions([
      ...(['milestones', 'kpis', 'responsibilities', 'stakeholders', 'risks'] as const).map((name) =>
        openButton(topics[name].title, name),
      ),
      searchButton(),
    ]),
    ...topicLines(),
    context(`\`${commandName} help\` says how to ask for less, or for more.`),
  ]);
}

/** Every topic as it is typed, with what it answers. */
export const topicLines = (): KnownBlock[] => [
  list(
    [strong('Topics')],
    Object.entries(topics).map(([name, { answers }]) => [typed(name), words(`  ${answers}`)]),
  ),
];
