import type { RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Change, PersonNews } from '../../src/digests/digest.ts';
import type { Standing } from '../../src/kpis/standing.ts';
import { dayText } from '../dates.ts';
import { clipped, mention, words } from '../kit.ts';
import { changeText, valueText } from '../kpis/standing-text.ts';
import { barText } from '../progress/bar.ts';
import { currentMilestone } from '../progress/standing.ts';
import { directionText } from './direction.ts';

const mostTitles = 2;
const mostTitle = 60;
const mostKpis = 2;

/** Somebody in a line: how far they are, and what is new. */
export function personLine(news: PersonNews, today: string): RichTextElement[] {
  const { personId, changes, kpis, notes } = news;
  const noted = notes === 0 ? [] : [notes === 1 ? 'one note for the one-to-one' : `${notes} notes for the one-to-one`];
  const all = [
    ...changes.map((change) => changeWords(change, { ...news, managersToday: today })),
    ...kpiWords(kpis, today),
    ...noted,
  ];
  return [mention(personId), words(`  ${[...standingWords(news), ...all].join(' · ')}`)];
}

/** How far they are; what is told as a change is not said twice. */
function standingWords({ plan, changes }: PersonNews): string[] {
  const isTold = (kind: Change['kind']) => changes.some((change) => change.kind === kind);
  if (!plan) return ['no plan'];
  if (plan.state === 'ended') return isTold('ended') ? [] : ['plan ended'];
  const current = currentMilestone(plan);
  const isPaused = plan.state === 'paused' && !isTold('paused');
  return [
    current ? `${current.title} ${barText(current.goals)}` : 'no check-ins',
    ...(isPaused ? [pausedText(plan.pausedUntil, plan.today)] : []),
  ];
}

const pausedText = (until: LocalDate | undefined, today: LocalDate): string =>
  `paused${until === undefined ? '' : ` until ${dayText(until, today)}`}`;

interface Days {
  /** The person's, and the manager's. */
  today: LocalDate;
  managersToday: LocalDate;
}

function changeWords(change: Change, { today, managersToday }: Days): string {
  switch (change.kind) {
    case 'started':
      return change.on === today ? 'new plan' : `new plan, from ${dayText(change.on, today)}`;
    case 'reports':
      return `reports to you since ${onText(change.on, managersToday)}`;
    case 'answered':
      return `${change.milestone} answered`;
    case 'changed':
      return `${change.milestone} answer changed`;
    case 'paused':
      return pausedText(change.until, today);
    case 'resumed':
      return 'plan goes on again';
    case 'ended':
      return `plan ended ${onText(change.on, managersToday)}`;
    case 'done':
    case 'reopened':
    case 'dropped':
      return `${change.kind}: ${titlesText(change.titles)}`;
    case 'begun':
      return `${goals(change.count)} begun`;
    case 'unblocked':
      return `${goals(change.count)} no longer blocked`;
    case 'recovered':
      return `● on target again: ${recoveredText(change.standings)}`;
  }
}

const onText = (day: LocalDate, today: LocalDate): string => (day === today ? 'today' : dayText(day, today));

const goals = (count: number): string => (count === 1 ? 'one goal' : `${count} goals`);

function titlesText(titles: readonly string[]): string {
  const named = titles.slice(0, mostTitles).map((title) => clipped(title, mostTitle));
  const more = titles.length - named.length;
  return `${named.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function recoveredText(standings: readonly Standing[]): string {
  const named = standings
    .slice(0, mostKpis)
    .map(({ kpi, last, target }) => `${kpi.title}${last ? ` ${valueText(last, target.target)}` : ''}`);
  const more = standings.length - named.length;
  return `${named.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function kpiWords(kpis: readonly Standing[], today: string): string[] {
  const more = kpis.length - mostKpis;
  return [
    ...kpis.slice(0, mostKpis).map((one) => kpiText(one, today)),
    ...(more > 0 ? [`${more} more KPIs off or at risk`] : []),
  ];
}

function kpiText(standing: Standing, today: string): string {
  const { kpi, last, status, target } = standing;
  const change = changeText(standing, today);
  const value = last ? ` ${valueText(last, target.target)}` : '';
  return `${status === 'off' ? '▲ off' : '◐ at risk'}: ${kpi.title}${value}${change === '' ? '' : ` (${change}${directionText(standing)})`}`;
}
