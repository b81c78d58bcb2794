import type { RichTextElement } from '@slack/types';
import { formatValue } from '../../src/kpis/format-value.ts';
import type { AimedPoint, Trend } from '../../src/kpis/read-trend.ts';
import { dayText } from '../dates.ts';
import {
  actions,
  type ChartBlock,
  type ChartMessage,
  context,
  header,
  lines,
  mention,
  phrase,
  strong,
  words,
} from '../kit.ts';
import { plainText } from '../plain-text.ts';
import { logButton, myKpisButton, targetButton } from './kpi-actions.ts';
import { stepsFor } from './logged.ts';
import { changeText, paceText, valueText, whyText } from './standing-text.ts';

/** A KPI over time: a chart with its target, and the same as text. */
export function trendMessage(trend: Trend, readerId: string): ChartMessage {
  const { standing, series, personId, as, today } = trend;
  const isOwn = personId === readerId;
  const whose = isOwn ? [] : phrase`${mention(personId)}. `;
  const blocks = [
    header(standing.kpi.title),
    lines(...whose, ...standsAt(trend, today)),
    ...(series.points.length < 2 ? [] : [chart(trend, today)]),
    ...(series.points.length === 0 ? [] : [lines(strong(`${heads[series.by]}\n`), words(pointsText(trend, today)))]),
    ...(series.left > 0
      ? [context(`${series.left} older readings are not shown. Type \`/ml-role export\` for all.`)]
      : []),
    ...(isOwn ? stepsFor(standing) : []),
    ...actions([
      ...(isOwn ? [logButton('Log a value', standing.kpi.id)] : []),
      myKpisButton(isOwn ? 'All my KPIs' : 'All their KPIs', personId),
      ...(as === 'self' ? [] : [targetButton(standing.kpi.id, personId)]),
    ]),
  ];
  return { text: plainText(blocks), blocks };
}

function standsAt({ standing }: Trend, today: string): RichTextElement[] {
  const { last, target } = standing;
  if (!last) return [words(`Nothing is measured yet. Begin with \`/ml-role log ${standing.kpi.id}\` and the value.`)];
  const change = changeText(standing, today);
  return [
    strong(valueText(last, target.target)),
    words(` on ${dayText(last.measured_on, today)}${change === '' ? '' : `, ${change}`}. `),
    words(`${whyText(standing, today)} ${paceText(standing.pace, today)}`.trim()),
  ];
}

const titles = {
  day: 'Readings and target',
  week: 'By week, with the target',
  month: 'By month, with the target',
} as const;
const heads = { day: 'Each reading', week: 'Average of each week', month: 'Average of each month' } as const;

function chart({ series }: Trend, today: string): ChartBlock {
  const labels = series.points.map((point) => labelOf(point, series.by, today));
  const line = (name: string, valueAt: (point: AimedPoint) => number) => ({
    name,
    data: series.points.map((point, index) => ({ label: labels[index] ?? '', value: valueAt(point) })),
  });
  const aims = series.points.map(({ aim }) => aim);
  const target = aims.every((aim) => aim !== undefined) ? [line('Target', ({ aim }) => aim ?? 0)] : [];
  return {
    type: 'data_visualization',
    title: titles[series.by],
    chart: {
      type: 'line',
      series: [line('Measured', ({ value }) => value), ...target],
      axis_config: { categories: labels },
    },
  };
}

/** One label for each point, with the year where there are several: Slack takes no two alike. */
function labelOf({ from }: AimedPoint, by: Trend['series']['by'], today: string): string {
  const text = dayText(from, today);
  if (by === 'month') return `${text.split(' ')[2]} ${from.slice(0, 4)}`;
  const [, day, month, year] = text.split(' ');
  return [by === 'week' ? `w/o ${day}` : day, month, year].filter(Boolean).join(' ');
}

const pointsText = ({ standing, series }: Trend, today: string): string =>
  series.points
    .map(
      (point) =>
        `${labelOf(point, series.by, today)}: ${formatValue(point.value, standing.kpi.target.unit, { currency: standing.last?.currency ?? undefined })}`,
    )
    .join(' · ');
