import type { DataVizAxisConfig, DataVizCartesianChart, DataVizChart } from 'slack-blocks-to-jsx';

/** All kinds but the round one. Slack asks for categories, which the library's type does not. */
export type AxesChart = DataVizCartesianChart & { axis_config: DataVizAxisConfig & { categories: string[] } };

export function hasAxes(chart: DataVizChart): chart is AxesChart {
  return chart.type !== 'pie' && chart.axis_config?.categories !== undefined;
}

/** Where everything in a chart stands, in pixels from its upper left corner. */
export interface ChartLayout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  ticks: { label: string; y: number }[];
  categories: { name: string; x: number }[];
  /** Of the categories as many as fit beside each other, the last one always. */
  labels: { name: string; x: number }[];
  /** The room of one category. */
  band: number;
  /** Where bars and areas begin. */
  baseline: number;
  series: { name: string; points: { x: number; y: number; value: number }[] }[];
}

const height = 220;
const letterWidth = 6.6; // of digits and small letters at 12 px
const gap = 10;

/** Lays out a chart of lines, bars or areas for so many pixels of width. */
export function layOut(chart: AxesChart, width: number): ChartLayout {
  const { categories: names } = chart.axis_config;
  const values = chart.series.map(({ data }) =>
    names.map((name) => data.find(({ label }) => label === name)?.value ?? 0),
  );
  const steps = stepsFor(values.flat(), chart.type !== 'line');
  const labels = steps.map(numberName);
  const left = Math.max(...labels.map((label) => label.length)) * letterWidth + gap;
  const right = width - gap;
  const top = chart.axis_config.y_label ? 28 : 10;
  const bottom = height - (chart.axis_config.x_label ? 42 : 24);
  const [low = 0] = steps;
  const high = steps.at(-1) ?? 1;
  const yOf = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const band = (right - left) / names.length;
  const xOf = (index: number) => left + band * (index + 0.5);
  const categories = names.map((name, index) => ({ name, x: xOf(index) }));
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    ticks: steps.map((step, index) => ({ label: labels[index] ?? '', y: yOf(step) })),
    categories,
    labels: labelsThatFit(categories, { band, width }),
    band,
    baseline: yOf(Math.min(Math.max(0, low), high)),
    series: chart.series.map(({ name }, at) => ({
      name,
      points: (values[at] ?? []).map((value, index) => ({ x: xOf(index), y: yOf(value), value })),
    })),
  };
}

/** Round numbers, evenly apart, the first no more and the last no less than any value. */
export function stepsFor(values: readonly number[], withZero: boolean): number[] {
  const all = withZero ? [...values, 0] : values;
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const size = Math.max(Math.abs(least), Math.abs(most));
  const isFlat = most - least <= Math.max(size * 1e-8, 1e-12); // closer than numbers of this size are told apart
  const step = roundUp((isFlat ? (size < 1e-9 ? 1 : size / 2) : most - least) / 4);
  const [from, to] = isFlat ? [least - step, most + step] : [least, most];
  const first = Math.floor(from / step);
  const count = Math.ceil(to / step) - first;
  return Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** To 1, 2, 2.5, 5 or 10 times a power of ten. */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= size) ?? 10) * power;
}

function labelsThatFit(
  categories: ChartLayout['categories'],
  { band, width }: { band: number; width: number },
): ChartLayout['labels'] {
  const widthOf = (name: string) => name.length * letterWidth;
  const widest = Math.max(...categories.map(({ name }) => widthOf(name)));
  const moved = Math.max(0, widest / 2 - band / 2 - gap); // the last one, to end within the chart
  const every = Math.max(1, Math.ceil((widest + gap + moved) / band));
  return categories
    .filter((_, index) => (categories.length - 1 - index) % every === 0)
    .map(({ name, x }) => ({ name, x: Math.max(widthOf(name) / 2, Math.min(x, width - widthOf(name) / 2)) }));
}

export function numberName(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
}
