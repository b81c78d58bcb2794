import type { Message } from '../../blocks/kit.ts';
import { overviewAnswer, teamOverview } from '../../blocks/progress/overview-answer.ts';
import { openPlanOf } from '../plans/open-plan.ts';
import { readTeam } from '../team/read-team.ts';
import type { Asked, WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';
import { digestWords } from './digest-words.ts';
import { exportWords } from './export-words.ts';
import { kpiWords, showKpis } from './kpi-words.ts';
import { oneToOneWords } from './one-to-one-words.ts';
import { planWords } from './plan-words.ts';
import { privacyWords } from './privacy-words.ts';
import { progressWords } from './progress-words.ts';
import { readTyped } from './read-typed.ts';
import { reportingWords } from './reporting-words.ts';
import { settingsWords } from './settings-words.ts';
import { teamWords } from './team-words.ts';

/** What is asked for by its first word; all else is a question about the role. */
export const words: ReadonlyMap<string, WordRoute> = new Map([
  ['', showOverview],
  ...planWords,
  ...progressWords,
  ...kpiWords,
  ...digestWords,
  ...teamWords,
  ...oneToOneWords,
  ...reportingWords,
  ...settingsWords,
  ...exportWords,
  ...privacyWords,
]);

export interface Word {
  route: WordRoute;
  rest: string;
}

/** The word that somebody's text begins with, where it is one of these. */
export function findWord(text: string): Word | undefined {
  const [, first = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(afterCommand(text)) ?? [];
  const route = isAboutReadings(first, rest) ? showKpis : words.get(first.toLowerCase());
  return route && { route, rest: rest.trim() };
}

/** What stands after the command, for who writes that to the bot as well. */
export const afterCommand = (text: string): string =>
  text
    .trim()
    .replace(/^\/?ml-role(?=\s|$)/i, '')
    .trim();

/** The command alone: what matters for whoever asks, and then the role. */
async function showOverview(asked: Asked, _: string, deps: Deps): Promise<void> {
  await asked.answer(await overviewOf(asked, deps));
}

async function overviewOf({ actor, text }: Asked, { guide, plans, kpis }: Deps): Promise<Message> {
  const opened = await openPlanOf(plans, actor, actor.personId);
  if (opened && opened.plan.state !== 'ended') return overviewAnswer(opened.progress, plans.role);
  const team = await readTeam(kpis, actor);
  return team.members.length > 0 ? teamOverview(team, plans.role) : guide.answer(readTyped(text));
}

/** `kpis me` and `kpis @joel` are about what was measured, all else after `kpis` is about the role. */
const isAboutReadings = (first: string, rest: string): boolean =>
  /^kpis?$/i.test(first) && /^(me|mine|my|<@\S+>)$/i.test(rest.trim());

/** Whether what stands after a word can belong to it: in a conversation, most sentences that begin with one are none. */
export const isMeant = ({ route, rest }: Word): boolean =>
  rest === '' || route === showKpis || [...kpiWords.values()].includes(route) || /^(<@|@|until\b|\d{4}-)/i.test(rest);
