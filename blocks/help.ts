import type { KnownBlock } from '@slack/types';
import { topics } from '../src/role/topics.ts';
import { actions, code, commandName, context, header, lines, list, type Message, strong, typed, words } from './kit.ts';
import { openButton, searchButton, topicMenu } from './navigation.ts';
import { asMessage } from './pages.ts';

export interface RoleInShort {
  title: string;
  intro: string;
}

/** What one can do, how to ask, and every topic as it is typed. */
export function helpAnswer(role: RoleInShort): Message {
  return asMessage([
    header('What I can do for you'),
    list([strong('Plans, check-ins and KPIs')], whatOneCanDo),
    lines(
      words(`I know the ${role.title} role, too. Type `),
      typed('kpis'),
      words(
        ' or any topic below, anywhere in Slack; I answer you alone. Or write to me in our direct message, in your own words.',
      ),
    ),
    ...topicLines(),
    list(
      [strong('More ways to ask')],
      [
        [words('One part of a topic: '), typed('milestones day-30')],
        [words('Words that you look for anywhere: '), typed('search data drift')],
        [words('Small slips of the keys are fine, and so is a name without its topic.')],
      ],
    ),
    ...actions([topicMenu(), searchButton()]),
  ]);
}

const whatOneCanDo = [
  [typed('onboard @person'), words('  starts a plan for somebody new')],
  [typed('checkin'), words('  answers or edits your current check-in, early too')],
  [typed('progress'), words('  shows where you stand; with a name, where somebody of yours does')],
  [
    typed('pause @person until 2027-01-04'),
    words('  holds a plan, and '),
    typed('resume @person'),
    words(' goes on with it'),
  ],
  [typed('offboard @person'), words('  ends a plan and keeps what is in it')],
  [typed('log latency 87 ms'), words('  keeps a KPI value and says where it stands; without more it opens a form')],
  [typed('trend latency'), words('  shows a KPI over time, and '), typed('kpis me'), words(' all of yours')],
  [typed('team'), words('  shows a manager everybody who reports to them, in a table to sort and filter')],
  [typed('digest'), words('  shows a manager who needs a word and what is new, as the weekly message does')],
  [typed('manager'), words('  says who you report to; admins set it with '), typed('manager @joel @mira')],
  [
    typed('one-to-one @person'),
    words('  what to talk about with somebody who reports to you; alone it also shows what is shared with you'),
  ],
  [typed('settings'), words('  your hours, days off, KPIs, and who has read your data')],
  [typed('export'), words('  sends you all that I have of you, as files')],
  [typed('forget-me'), words('  deletes all of that, after telling you what goes and what stays')],
];

/** To a greeting or a thank-you. */
export const greetingAnswer = (role: RoleInShort): Message =>
  asMessage([
    lines(words(`I am here when you need me. Ask me about the ${role.title} role in your own words, or pick a topic.`)),
    ...actions([...openFirst(), topicMenu()]),
  ]);

/** What the command alone answers: the role in a sentence, where most people start, and every topic as it is typed. */
export function startAnswer(role: RoleInShort): Message {
  return asMessage([
    header(role.title),
    lines(words(role.intro)),
    ...actions([...openFirst(), searchButton()]),
    ...topicLines(),
    context(`\`${commandName} help\` says how to ask.`),
  ]);
}

/** The same in few lines, below what matters more. */
export const startInShort = ({ title }: Pick<RoleInShort, 'title'>): KnownBlock[] => [
  lines(strong(title)),
  ...actions([...openFirst(), searchButton()]),
  topicsInShort(),
];

/** Where most people start. */
const openFirst = () =>
  (['milestones', 'kpis', 'responsibilities', 'stakeholders', 'risks'] as const).map((name) =>
    openButton(topics[name].title, name),
  );

/** Every topic as it is typed after the command, in a line. */
export const topicsInShort = (): KnownBlock =>
  lines(strong('Topics: '), ...Object.keys(topics).flatMap((name) => [code(name), words(' ')]));

/** Every topic as it is typed, with what it answers. */
export const topicLines = (): KnownBlock[] => [
  list(
    [strong('Topics')],
    Object.entries(topics).map(([name, { answers }]) => [typed(name), words(`  ${answers}`)]),
  ),
];
