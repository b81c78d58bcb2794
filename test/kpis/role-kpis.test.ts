import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/role/words.ts';
import { builtInRole } from '../support/roles.ts';
import { builtInKpis } from './samples.ts';

const { all, find, readName } = builtInKpis;
const entries =
  builtInRole()
    .outline.get('kpis')
    ?.parts.flatMap((part) => part.entries) ?? [];
const spelled = (name: string) => wordsOf(name).join(' ');

/** Every name of every KPI; of two that share one the first has it. */
const names = new Map<string, { name: string; kpiId: string }>();
for (const { id = '', title = '', aliases } of entries)
  for (const name of [id, title, ...aliases])
    if (!names.has(spelled(name))) names.set(spelled(name), { name, kpiId: id });
const anyName = fc.constantFrom(...names.values());

describe('the KPIs of the role', () => {
  test('are all 18, each with what it measures, and what helps or whom to ask', () => {
    expect(all).toHaveLength(18);
    for (const { id, title, measures, frequency, goals, risks, talkTo } of all) {
      expect([id, title, measures, frequency].every((text) => text !== '')).toBe(true);
      expect([id, goals.length > 0, risks.length > 0, talkTo.length > 0]).toEqual([id, true, true, true]);
      expect(risks.every((risk) => risk.title !== '' && risk.helps !== '')).toBe(true);
    }
    expect(find('latency')?.title).toBe('Inference latency (p95)');
    expect(find('no such thing')).toBe(undefined);
  });

  test('are found by each of their names, in any case, with the value behind it', () => {
    expect(names.size).toBeGreaterThan(90);
    for (const { name, kpiId } of names.values())
      for (const typed of [name, name.toUpperCase(), `  ${name}`])
        expect([typed, readName(`${typed} 87 after the cache`)?.kpi.id, readName(`${typed} 87`)?.rest]).toEqual([
          typed,
          kpiId,
          '87',
        ]);
  });

  test('leave what stands after the name as it was typed', () => {
    const anyRest = fc.tuple(fc.constantFrom('87', '€0.40', '+3', '-2%', '4/5'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anyName, anyRest, ({ name, kpiId }, [value, note]) => {
        const rest = `${value} ${note}`.trim();
        const read = readName(`${name} ${rest}`);
        expect([read?.kpi.id, read?.rest]).toEqual([kpiId, rest]);
      }),
      { examples: [[{ name: 'sev', kpiId: 'incidents' }, ['-2%', '']]] },
    );
  });

  test.each([
    ['latncy 87', 'latency', '87'],
    ['cycle tiem 12 days on 2026-11-20', 'cycle-time', '12 days on 2026-11-20'],
    ['reproducability 91%', 'reproducibility', '91%'],
    ['documentaton', 'documentation', ''],
  ])('are found with a slip of the keys: %s', (typed, kpiId, rest) => {
    expect([readName(typed)?.kpi.id, readName(typed)?.rest]).toEqual([kpiId, rest]);
  });

  test.each(['sev 1', 'sev-1 2', 'sev 1 2', 'sev -2%', 'sev +1', 'p95 87', 'f1 3%'])(
    'tell a figure of the name from the value: %s',
    (typed) => {
      expect(readName(typed)?.rest).toBe(typed.split(' ').at(-1));
    },
  );

  test.each(['', ' ', '87', 'on 87', 'the weather 3', 'mean time 3', 'xyzzy', '87 latency'])(
    'are not read into "%s"',
    (typed) => {
      expect(readName(typed)).toBe(undefined);
    },
  );

  test('no text makes the reading of a name fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readName(text)));
  });
});
