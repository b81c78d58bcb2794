import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AxesChart, layOut, stepsFor } from '../../src/local/page/blocks/chart-layout.ts';

const weeks = (count: number, word = 'Week') => Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);

function chart(values: number[], { type = 'line', word }: { type?: AxesChart['type']; word?: string } = {}): AxesChart {
  const categories = weeks(values.length, word);
  const data = categories.map((label, index) => ({ label, value: values[index] ?? 0 }));
  return { type, series: [{ name: 'Joel', data }], axis_config: { categories } };
}

describe('the steps of an axis', () => {
  test.each<[string, number[], boolean, number[]]>([
    ['values that vary', [84, 128], false, [80, 100, 120, 140]],
    ['bars, which begin at zero', [84, 128], true, [0, 50, 100, 150]],
    ['values around zero', [-3, 5], false, [-4, -2, 0, 2, 4, 6]],
    ['parts of one', [0.1, 0.3], false, [0.1, 0.15, 0.2, 0.25, 0.3]],
    ['one value', [100], false, [80, 100, 120]],
    ['nothing but zero', [0, 0], true, [-0.25, 0, 0.25]],
  ])('%s', (_, values, withZero, steps) => {
    expect(stepsFor(values, withZero)).toEqual(steps);
  });

  test('hold every value, and are few', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((one) => (Math.abs(one) < 1e-9 ? 0 : one));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.boolean(), (values, withZero) => {
        const steps = stepsFor(values, withZero);
        expect(steps.length).toBeLessThan(9);
        expect(steps[0]).toBeLessThanOrEqual(Math.min(...values));
        expect(steps.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
      }),
    );
  });
});

test.each([300, 536])(
  'twenty long labels do not touch each other in %i pixels, and the last is among them',
  (width) => {
    const { labels } = layOut(
      chart(
        Array.from({ length: 20 }, (_, index) => index),
        { word: '12 January –' },
      ),
      width,
    );
    const edges = labels.map(({ name, x }) => [x - name.length * 3.3, x + name.length * 3.3]);
    expect(labels.at(-1)?.name).toBe('12 January – 20');
    for (const [index, [from = 0, to = 0]] of edges.entries()) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(width + 0.01);
      expect(from).toBeGreaterThan(edges[index - 1]?.[1] ?? -1);
    }
  },
);

test('values stand higher the larger they are, and bars below zero hang from it', () => {
  const { series, baseline } = layOut(chart([-5, 0, 10], { type: 'bar' }), 500);
  const [below = 0, at = 0, above = 0] = series[0]?.points.map(({ y }) => y) ?? [];
  expect(at).toBe(baseline);
  expect(below).toBeGreaterThan(baseline);
  expect(above).toBeLessThan(baseline);
});

test('a value is found by its label, in whatever order they came', () => {
  const mixed: AxesChart = {
    type: 'line',
    series: [
      {
        name: 'Joel',
        data: [
          { label: 'Week 2', value: 2 },
          { label: 'Week 1', value: 1 },
        ],
      },
    ],
    axis_config: { categories: weeks(2) },
  };
  expect(layOut(mixed, 500).series[0]?.points.map(({ value }) => value)).toEqual([1, 2]);
});
