import limits from '../block-limits.json' with { type: 'json' };
import { blockId } from './objects.ts';
import { isRecord, list, number, object, oneOfTypes, optional, type Rule, required, string } from './shape.ts';

const { series_name: seriesName, point_label: pointLabel, category_label: categoryLabel } = limits.data_visualization;
const { segments, segment, data, categories, axis_label: axisLabel, title } = limits.data_visualization;
// block-limits.json says 12 series, Slack's announcement 6: we stay inside the smaller
const series = { min: limits.data_visualization.series.min_items, max: 6 };

const label = (max: number) => required(string({ min: 1, max }));
const items = ({ min_items: min, max_items: max }: { min_items: number; max_items: number }) => ({ min, max });

const positive: Rule = (value, pointer, report) => {
  number()(value, pointer, report);
  if (typeof value === 'number' && value <= segment.value.exclusive_min) report(pointer, 'must be greater than 0');
};

const pie = object({
  segments: required(
    list(object({ label: label(segment.label.max_length), value: required(positive) }), items(segments)),
  ),
});

/** Every category stands once, and has its value in every series. */
const pointsMatchCategories: Rule = (chart, pointer, report) => {
  if (!isRecord(chart) || !isRecord(chart['axis_config']) || !Array.isArray(chart['series'])) return;
  const { categories: wanted } = chart['axis_config'];
  if (!Array.isArray(wanted)) return;
  if (new Set(wanted).size < wanted.length) report(`${pointer}/axis_config/categories`, 'must be unique');
  for (const [index, one] of chart['series'].entries()) {
    if (!isRecord(one) || !Array.isArray(one['data'])) continue;
    const labels = new Set(one['data'].map((point: unknown) => (isRecord(point) ? point['label'] : undefined)));
    if (one['data'].length !== wanted.length || wanted.some((category) => !labels.has(category))) {
      report(`${pointer}/series/${index}/data`, 'must have one value for every category');
    }
  }
};

const axes = object(
  {
    series: required(
      list(
        object({
          name: label(seriesName.max_length),
          data: required(list(object({ label: label(pointLabel.max_length), value: required(number()) }), items(data))),
        }),
        series,
      ),
    ),
    axis_config: required(
      object({
        categories: required(list(string({ min: 1, max: categoryLabel.max_length }), items(categories))),
        x_label: optional(string({ max: axisLabel.max_length })),
        y_label: optional(string({ max: axisLabel.max_length })),
      }),
    ),
  },
  pointsMatchCategories,
);

export const chart = object({
  block_id: optional(blockId),
  title: label(title.max_length),
  chart: required(oneOfTypes({ pie, line: axes, bar: axes, area: axes })),
});
