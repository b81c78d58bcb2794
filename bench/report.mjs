const aims = { ofBareBolt: 0.75, startMs: 1500, tickMs: 1, trendMs: 50, ofFewestPlans: 1.25, answerMs: 50 };

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const nameWidth = 36;
const numberWidth = 12;

/** The throughput table: `results` has each server's rounds, the bot first and in the same order of rounds. */
export function loadReport(results) {
  const [bot, bare, raw] = results;
  return [
    row('', ['requests/s', 'p50 ms', 'p99 ms']),
    ...results.map(({ name, rounds }) =>
      row(name, [
        whole.format(median(rounds.map(({ perSecond }) => perSecond))),
        median(rounds.map(({ p50Ms }) => p50Ms)).toFixed(2),
        median(rounds.map(({ p99Ms }) => p99Ms)).toFixed(2),
      ]),
    ),
    '',
    `${ratio(bot, bare, ({ perSecond }) => perSecond)}   aim: at least ${aims.ofBareBolt}`,
    ratio(bot, raw, ({ perSecond }) => perSecond),
  ].join('\n');
}

/** Start to ready: `results` has each server's rounds, in milliseconds, the bot first. */
export function startReport(results) {
  const [bot, bare] = results;
  return [
    row('', ['ms']),
    ...results.map(({ name, rounds }, index) => {
      const aim = index === 0 ? `   aim: under ${whole.format(aims.startMs)} ms` : '';
      return `${row(name, [whole.format(median(rounds))])}   (${spread(rounds, whole.format)})${aim}`;
    }),
    '',
    ratio(bot, bare, (ms) => ms),
  ].join('\n');
}

/**
 * Empty ticks: `results` has for each number of plans the rounds, fewest plans first, each how long its ticks took.
 * Where each question goes to another process, how long that takes is not the bot's.
 */
export function tickReport(results, { isInProcess }) {
  const named = results.map(({ plans, rounds }) => ({ name: `${whole.format(plans)} plans`, rounds }));
  const [fewest, ...more] = named;
  return [
    row('', ['p50 ms', 'p99 ms']),
    ...named.map(({ name, rounds }) => {
      const cells = [0.5, 0.99].map((share) => median(rounds.map((ticks) => quantile(ticks, share))).toFixed(2));
      return row(name, cells) + (isInProcess ? `   aim: p50 under ${aims.tickMs} ms` : '');
    }),
    '',
    ...more.map((one) => `${ratio(one, fewest, median)}   aim: at most ${aims.ofFewestPlans}`),
  ].join('\n');
}

/** Readings that are logged at a rate, and trends that are read: how long each took, in milliseconds. */
export function readingsReport({ logging, trends }) {
  const line = (name, taken) =>
    row(
      name,
      [0.5, 0.99].map((share) => quantile(taken, share).toFixed(1)),
    );
  return [
    row('', ['p50 ms', 'p99 ms']),
    `${line('A reading, until it is stored', logging.taken)}   all prompts planned after ${(logging.plannedMs / 1000).toFixed(1)} s`,
    `${line('A trend', trends)}   aim: within ${aims.trendMs} ms`,
  ].join('\n');
}

/** Readings that are pushed, and the same rows inserted without the bot: `results` has each one's rounds, in rows a second. */
export function apiReport(results) {
  const [many, plainMany, alone, besides, plainOne] = results;
  const rows = (perSecond) => perSecond;
  return [
    row('', ['rows/s']),
    ...results.map(
      ({ name, rounds }) => `${row(name, [whole.format(median(rounds))])}   (${spread(rounds, whole.format)})`,
    ),
    '',
    ratio(many, plainMany, rows),
    ratio(alone, plainOne, rows),
    ratio(besides, plainOne, rows),
    '',
    'plain: better-sqlite3 alone, in this process. Behind each request: HTTP, the token, every entry checked, and what is stored for its day so far.',
  ].join('\n');
}

/** Check-ins that are due at once: `results` has one for each contender, the bot first; so many can be sent a second. */
export function dueReport(results, { messages, perSecond }) {
  const [bot, ...others] = results;
  return [
    row('', ['ready ms', 'waiting MB', 'peak MB', 'half ms', 'last ms', 'stall ms']),
    ...results.map(({ name, readyMs, waitingBytes, peakBytes, medianMs, lastMs, stallMs }) =>
      row(name, [readyMs, waitingBytes / 1e6, peakBytes / 1e6, medianMs, lastMs, stallMs].map(whole.format)),
    ),
    '',
    ...[...others, { name: `sending ${perSecond} a second`, lastMs: (messages / perSecond) * 1000 }].map(
      ({ name, lastMs }) => row(`${bot.name} / ${name}`, [(bot.lastMs / lastMs).toFixed(2)]),
    ),
    '',
    ...dueNotes,
  ].join('\n');
}

/**
 * Digests that are due at once: `results` has one for each number of managers, fewest first; `reading` what a digest is
 * made from, read in two ways; `answers` how long people wait meanwhile. All times are milliseconds.
 */
export function digestsReport({ results, reading, answers: { quiet, busy, sent, perSecond, seconds } }) {
  const [fewest, ...more] = results;
  const each = ({ managers, planned, drawn }) => [planned.ms / managers, drawn.ms / managers];
  const [known, looked] = ['kpis', 'kpis me'].map((words) => `/ml-role ${words}`);
  const asked = (name, taken) =>
    row(
      name,
      [0.5, 0.99].map((share) => quantile(taken, share).toFixed(1)),
    );
  return [
    row('', ['plan ms', 'draw ms', 'plan stall', 'draw stall', 'peak MB']),
    ...results.map((one) => {
      const stalls = [one.planned.stallMs, one.drawn.stallMs].map(whole.format);
      const cells = [...each(one).map((ms) => ms.toFixed(2)), ...stalls, whole.format(one.peakBytes / 1e6)];
      return row(`${whole.format(one.managers)} managers, each`, cells);
    }),
    ...more.map((one) => {
      const ratios = each(one).map((ms, index) => (ms / each(fewest)[index]).toFixed(2));
      return `${row(`${whole.format(one.managers)} / ${whole.format(fewest.managers)}`, ratios)}   aim: about 1`;
    }),
    '',
    row('', ['p50 ms', 'p99 ms']),
    asked('Ten people read at once', reading.atOnce),
    asked('Ten people read one by one', reading.oneByOne),
    row('at once / one by one', [(median(reading.atOnce) / median(reading.oneByOne)).toFixed(2)]),
    '',
    row(`${perSecond} requests a second for ${seconds} s`, ['p50 ms', 'p99 ms']),
    `${asked(`${known}, ${whole.format(sent)} sent`, busy.atOnce)}   aim: p99 under ${aims.answerMs}`,
    asked(`${known}, none due`, quiet.atOnce),
    `${asked(`${looked}, ${whole.format(sent)} sent`, busy.lookedUp)}   aim: p99 under ${aims.answerMs}`,
    asked(`${looked}, none due`, quiet.lookedUp),
    '',
    'stall: how long nothing else had a turn. A request counts from when it was to be sent, until its answer is there.',
  ].join('\n');
}

const dueNotes = [
  'ready: until all are scheduled, at each start; for the bot, until its database is open. waiting: the memory for that.',
  'half, last: how late half of the messages and the last one were rendered. stall: how long nothing else had a turn.',
  'Not alike: the bot reads each plan and stores each step, message and claim. The others draw from memory and store',
  'nothing: a restart forgets all 10,000, what comes due meanwhile is lost, and two processes would send each twice.',
];

/** Compared round by round, since what else the machine does changes from round to round. */
function ratio(one, other, figure) {
  const ratios = one.rounds.map((round, index) => figure(round) / figure(other.rounds[index]));
  const digits = (value) => value.toFixed(2);
  return `${row(`${one.name} / ${other.name}`, [digits(median(ratios))])}   (${spread(ratios, digits)})`;
}

const row = (name, cells) => name.padEnd(nameWidth) + cells.map((cell) => cell.padStart(numberWidth)).join('');

/** From where to where the middle half of them lies. */
const spread = (values, format) => `${format(quantile(values, 0.25))} to ${format(quantile(values, 0.75))}`;

const median = (values) => quantile(values, 0.5);

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
