import { describe, expect, test } from 'vitest';
import { queriesModal, type Said } from '../../blocks/settings/queries-modal.ts';
import { queryFailing } from '../../blocks/settings/query-failing.ts';
import type { QueryError, QueryView } from '../../src/kpis/query-view.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { checkMessageBlocks, checkView } from '../../src/local/checks/block-check.ts';
import { builtInRole } from '../support/roles.ts';

const kpis = roleKpis(builtInRole()).all;
const errors: QueryError[] = [
  { kind: 'no-answer' },
  { kind: 'no-data' },
  { kind: 'not-a-number' },
  { kind: 'nobody' },
  { kind: 'no-such-kpi' },
  { kind: 'several', count: 1_000_000 },
  { kind: 'refused', message: '<!channel> '.repeat(100) },
  { kind: 'status', status: 502 },
  { kind: 'out-of-range', value: 1e300 },
];
const view = (error: QueryError | undefined, number = 0): QueryView => ({
  id: `${number}`.padStart(36, '0'),
  kpi: kpis[number % kpis.length],
  of: number % 2 === 0 ? { personId: 'U0BOB' } : { teamOf: 'U0MIRA' },
  query: '`<!channel>` '.repeat(160).slice(0, 2000),
  nextAt: new Date('2026-12-07T06:00:00Z'),
  failing: error && { error, since: new Date('2026-11-30T06:00:00Z') },
});
const [kpi] = kpis;

describe('what Slack takes', () => {
  test('is not exceeded by as many queries as there may be, all of them failing', () => {
    const queries = Array.from({ length: 40 }, (_, number) => view(errors[number % errors.length], number));
    const said: (Said | undefined)[] = [
      undefined,
      { kind: 'added', query: view(undefined) },
      { kind: 'dropped' },
      { kind: 'not-tried', problem: 'no-query' },
      ...(kpi ? errors.map((error): Said => ({ kind: 'tried', kpi, asked: { ok: false, error } })) : []),
    ];
    for (const one of said) {
      const modal = queriesModal({ queries, kpis, said: one });
      expect(() => checkView(modal)).not.toThrow();
      expect(JSON.stringify(modal).length).toBeLessThan(250_000);
      expect(modal.blocks.length).toBeLessThanOrEqual(100);
    }
  });

  test.each(errors)('is not exceeded by the message about $kind, in which nothing is read as formatting', (error) => {
    const message = queryFailing(view(error));
    expect(() => checkMessageBlocks(message?.blocks)).not.toThrow();
    expect(JSON.stringify(message?.blocks)).not.toContain('mrkdwn');
  });
});
