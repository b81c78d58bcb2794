const aims = { ofBareBolt: 0.75, startMs: 1500 };

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const nameWidth = 24;
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
    `${ratio(bot, bare)}   aim: at least ${aims.ofBareBolt}`,
    ratio(bot, raw),
  ].join('\n');
}

/** Start to ready: `results` has each server's runs, in milliseconds, the bot first. */
export function startReport(results) {
  return results
    .map(({ name, runs }, index) => {
      const aim = index === 0 ? `   aim: under ${whole.format(aims.startMs)} ms` : '';
      return `${row(name, [`${whole.format(median(runs))} ms`])}   (${spread(runs, whole.format)})${aim}`;
    })
    .join('\n');
}

/** Compared round by round, since what else the machine does changes from round to round. */
function ratio(one, other) {
  const ratios = one.rounds.map(({ perSecond }, round) => perSecond / other.rounds[round].perSecond);
  const digits = (value) => value.toFixed(2);
  return `${row(`${one.name} / ${other.name}`, [digits(median(ratios))])}   (${spread(ratios, digits)})`;
}

const row = (name, cells) => name.padEnd(nameWidth) + cells.map((cell) => cell.padStart(numberWidth)).join('');

/** From where to where the middle half of them lies. */
function spread(values, format) {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(values.length / 4)], sorted[Math.floor((values.length * 3) / 4)]];
  return `${format(low)} to ${format(high)}`;
}

/** The middle one, always of an odd number. */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
