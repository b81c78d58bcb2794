import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { isInTrouble, type LastCheckin, type Member, type Team } from '../../src/team/team.ts';
import { dayText } from '../dates.ts';
import {
  actions,
  button,
  chosen,
  clipped,
  commandName,
  context,
  header,
  lines,
  type Message,
  mention,
  phrase,
  plain,
  select,
  strong,
  typed,
  words,
} from '../kit.ts';
import { packed } from '../packed.ts';
import { asMessage } from '../pages.ts';
import { textLength } from '../plain-text.ts';
import { planActions } from '../plans/plan-buttons.ts';
import { currentMilestone } from '../progress/standing.ts';
import { checkinWords, filterNames, milestoneText, type TeamFilter } from './member-text.ts';
import { teamActions } from './team-buttons.ts';
import { placeValue, type TeamPlace, teamFilters } from './team-place.ts';

type DataTable = Extract<KnownBlock, { type: 'data_table' }>;
type Cell = DataTable['rows'][number][number];

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block: 100 rows, the one of the heads included */
const mostRows = 99;
/** A message takes about 13,000; what stands around the rows takes at most 1,000. */
const mostCharacters = 12_000;
const rowsAtOnce = 10;
const mostMilestone = 40;

/** Everybody who reports to whoever reads it, or those of whom something is so: a table to sort and to filter. */
export function teamMessage(team: Team, { filter, page: wanted }: TeamPlace): Message {
  const { members, today } = team;
  if (members.length === 0) return nobodyReports();
  const pages = inPages(among(members, filter), today);
  const page = Math.min(wanted, pages.length);
  const shown = pages[page - 1] ?? [];
  return asMessage([
    header(pages.length === 1 ? 'Your team' : `Your team, page ${page} of ${pages.length}`),
    lines(words(leadText(members))),
    ...actions([filterMenu(members, filter)]),
    ...(shown.length === 0 ? [noneFound(filter)] : [table(shown, filter)]),
    ...actions([personMenu, ...pageButtons({ filter, page }, pages.length)]),
    context('You alone see this. What was recorded before somebody reported to you is theirs to share.'),
  ]);
}

const among = (members: readonly Member[], filter: TeamFilter): Member[] =>
  members.filter(({ statuses }) => filter === 'everybody' || statuses.includes(filter));

function leadText(members: readonly Member[]): string {
  const needing = among(members, 'needs-word').length;
  const all = members.length === 1 ? 'One person reports to you.' : `${members.length} people report to you.`;
  if (needing === 0) return `${all} ${nobodyText(members)}, as far as I know.`;
  if (members.length === 1) return `${all} They need a word.`;
  if (needing === members.length) return `${all} ${needing === 2 ? 'Both' : 'All of them'} need a word.`;
  return `${all} ${needing} ${needing === 1 ? 'needs' : 'need'} a word.`;
}

/** What was discussed and is still so is not said to be well. */
const nobodyText = (members: readonly Member[]): string =>
  members.some(isInTrouble) ? 'Nobody needs a word beyond what you have discussed' : 'Nobody needs a word';

/** Each with how many there are. */
function filterMenu(members: readonly Member[], filter: TeamFilter): ActionsBlock['elements'][number] {
  const choices = teamFilters.map((one) => ({
    label: `${filterNames[one]} (${among(members, one).length})`,
    value: placeValue({ filter: one, page: 1 }),
  }));
  return chosen(select('Show', teamActions.filter, choices), placeValue({ filter, page: 1 }));
}

/** Slack puts names in a menu of people alone, and that has everybody in it. */
const personMenu: ActionsBlock['elements'][number] = {
  type: 'users_select',
  action_id: `${teamActions.person}:chosen`,
  placeholder: plain('Open somebody'),
};

const pageButtons = ({ filter, page }: TeamPlace, of: number): Button[] => [
  ...(page < of ? [button('Next page', `${teamActions.page}:next`, placeValue({ filter, page: page + 1 }))] : []),
  ...(page > 1
    ? [button('Previous page', `${teamActions.page}:previous`, placeValue({ filter, page: page - 1 }))]
    : []),
];

/** What nobody of the team is. */
const noneSentences: Record<TeamFilter, string> = {
  everybody: 'reports to you',
  'needs-word': 'needs a word just now',
  blocked: 'is blocked',
  overdue: 'has left a check-in unanswered',
  off: 'has a KPI off target',
  'on-course': 'is on course without anything to talk about',
  paused: 'has a plan that is paused',
  'no-plan': 'is without a plan',
};

const noneFound = (filter: TeamFilter): KnownBlock =>
  lines(words(`Nobody in your team ${noneSentences[filter]}. Choose "Everybody" above to see all of them.`));

type Row = DataTable['rows'][number];

function inPages(members: readonly Member[], today: LocalDate): Row[][] {
  const rows = members.map((member) => {
    const row = columns.map(({ cell }) => cell(member, today));
    return { row, size: textLength({ type: 'data_table', caption: '', rows: [row] }) };
  });
  const fits = (page: typeof rows) =>
    page.length <= mostRows && page.reduce((sum, { size }) => sum + size, 0) <= mostCharacters;
  return packed(rows, fits).map((page) => page.map(({ row }) => row));
}

function table(rows: readonly Row[], filter: TeamFilter): DataTable {
  return {
    type: 'data_table',
    caption: filterNames[filter],
    page_size: rowsAtOnce,
    rows: [columns.map(({ head }) => text(head)), ...rows],
  };
}

interface Column {
  head: string;
  cell(member: Member, today: LocalDate): Cell;
}

const columns: Column[] = [
  {
    head: 'Person',
    cell: ({ personId }) => lines(mention(personId)),
  },
  { head: 'Milestone', cell: (member) => text(clipped(milestoneText(member), mostMilestone)) },
  { head: 'Goals done', cell: (member) => goalsCell(member) },
  {
    head: 'Last check-in',
    cell: ({ checkin }, today) => (checkin ? number(daySort(checkin.on), checkinText(checkin, today)) : none),
  },
  {
    head: 'Blocked since',
    cell: ({ blocked }, today) => (blocked ? number(daySort(blocked.since), dayText(blocked.since, today)) : none),
  },
  { head: 'KPIs on target', cell: ({ kpis }) => countCell(kpis.onTarget) },
  { head: 'At risk', cell: ({ kpis }) => countCell(kpis.atRisk) },
  { head: 'Off', cell: ({ kpis }) => countCell(kpis.off) },
];

const text = (shown: string): Cell => ({ type: 'raw_text', text: shown });

/** Slack sorts a column by number where all its cells are numbers: what is shown may be words. */
const number = (value: number, shown: string): Cell => ({ type: 'raw_number', value, text: shown });

/** Above all that there is, so that it comes last where the least or the earliest is looked for. */
const none = number(99_999_999, '–');

/** None is the least there is, and the most is what is looked for. */
const countCell = (count: number): Cell => number(count, count === 0 ? '–' : String(count));

/** `20261230`, in the order of time. */
const daySort = (day: LocalDate): number => Number(day.replaceAll('-', ''));

/** `Wed 30 Dec, open` */
const checkinText = ({ on, state }: LastCheckin, today: LocalDate): string =>
  `${dayText(on, today)}, ${state === 'open' ? 'open' : checkinWords[state]}`;

/** Sorted by how much is done, whatever it is a share of. */
function goalsCell({ plan }: Member): Cell {
  const wanted = goalsOf(plan).filter(({ state }) => state !== 'dropped');
  if (wanted.length === 0) return none;
  const done = wanted.filter(({ state }) => state === 'done').length;
  return number(done / wanted.length, `${done} of ${wanted.length}`);
}

const goalsOf = (plan: Member['plan']) => (plan && plan.state !== 'ended' ? (currentMilestone(plan)?.goals ?? []) : []);

/** To whoever asks for a team and has none. */
const nobodyReports = (): Message =>
  asMessage([
    lines(
      ...phrase`Nobody reports to you here yet, so there is no team to show. ${typed('onboard @person')} starts a plan for somebody new, with you as the manager.`,
    ),
    ...actions([button('Start a plan for somebody new', `${planActions.onboard}:other`, 'other')]),
  ]);

/** To whoever names somebody with the word for the team, where no window can be opened. */
export const personOffer = (personId: string): Message =>
  asMessage([
    lines(...phrase`Here is the way to ${mention(personId)}: ${strong('Open')} shows where they stand.`),
    ...actions([button('Open', `${teamActions.person}:offered`, personId)]),
    context(`\`${commandName} team\` shows everybody who reports to you.`),
  ]);
