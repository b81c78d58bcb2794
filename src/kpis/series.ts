import { addDays, addMonths, type LocalDate, mondayOf } from '../calendar/local-date.ts';
import type { Reading } from '../store/readings.ts';

/** A KPI over time, in at most as many points as a chart takes. */
export interface Series {
  by: 'day' | 'week' | 'month';
  /** Oldest first. */
  points: Point[];
  /** Readings that are older than what is shown. */
  left: number;
}

export interface Point {
  /** The first day and the last one that it stands for: the same where it is one reading. */
  from: LocalDate;
  to: LocalDate;
  /** The average of what was measured on these days. */
  value: number;
  /** How many readings that is made of. */
  count: number;
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block: 20 categories */
export const mostPoints = 20;

/** As far back as a chart by months reaches. */
export const earliestShown = (today: LocalDate): LocalDate => addMonths(`${today.slice(0, 7)}-01`, 1 - mostPoints);

/**
 * Each day's reading where these are few; else the averages of weeks; else those of the latest months.
 * @param readings what counts of each day, oldest first
 */
export function seriesOf(readings: readonly Reading[]): Series {
  if (readings.length <= mostPoints) return { by: 'day', points: readings.map(pointOf), left: 0 };
  const weeks = grouped(readings, weekOf);
  if (weeks.length <= mostPoints) return { by: 'week', points: weeks, left: 0 };
  const months = grouped(readings, monthOf);
  const points = months.slice(-mostPoints);
  return { by: 'month', points, left: readings.length - points.reduce((sum, { count }) => sum + count, 0) };
}

const pointOf = ({ measured_on, value }: Reading): Point => ({ from: measured_on, to: measured_on, value, count: 1 });

type Span = Pick<Point, 'from' | 'to'>;

function weekOf(day: LocalDate): Span {
  const from = mondayOf(day);
  return { from, to: addDays(from, 6) };
}

function monthOf(day: LocalDate): Span {
  const from = `${day.slice(0, 7)}-01`;
  return { from, to: addDays(addMonths(from, 1), -1) };
}

function grouped(readings: readonly Reading[], spanOf: (day: LocalDate) => Span): Point[] {
  const spans = new Map<LocalDate, { span: Span; values: number[] }>();
  for (const { measured_on, value } of readings) {
    const span = spanOf(measured_on);
    const known = spans.get(span.from) ?? { span, values: [] };
    known.values.push(value);
    spans.set(span.from, known);
  }
  return [...spans.values()].map(({ span, values }) => ({ ...span, value: average(values), count: values.length }));
}

const average = (values: readonly number[]): number =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toPrecision(12));
