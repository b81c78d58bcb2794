import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { askPrometheus } from '../../src/prometheus/ask-prometheus.ts';
import { nextQueryTime } from '../../src/prometheus/query-times.ts';
import { asValueOf } from '../../src/prometheus/query-value.ts';
import { builtInRole } from '../support/roles.ts';
import { startAnswering, vector } from './answering.ts';

const at = new Date('2026-11-30T06:00:00.250Z');

async function answerTo(answer: RequestListener | unknown) {
  await using there = await startAnswering(answer);
  return await askPrometheus(there.prometheus, 'up', at);
}

describe('an answer of Prometheus', () => {
  test('of one sample or a scalar is a value', async () => {
    expect(await answerTo(vector('87.5'))).toEqual({ ok: true, value: 87.5 });
    const scalar = { status: 'success', data: { resultType: 'scalar', result: [1764000000, '-1e3'] } };
    expect(await answerTo(scalar)).toEqual({ ok: true, value: -1000 });
  });

  test.each<[string, RequestListener | unknown, unknown]>([
    ['no sample', vector(), { kind: 'no-data' }],
    ['several samples', vector('1', '2', '3'), { kind: 'several', count: 3 }],
    ['NaN', vector('NaN'), { kind: 'not-a-number' }],
    ['+Inf', vector('+Inf'), { kind: 'not-a-number' }],
    [
      'a histogram',
      { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, histogram: [1, {}] }] } },
      { kind: 'not-a-number' },
    ],
    ['a range', { status: 'success', data: { resultType: 'matrix', result: [] } }, { kind: 'not-a-number' }],
    ['a text', { status: 'success', data: { resultType: 'string', result: [1, 'x'] } }, { kind: 'not-a-number' }],
    [
      'an error',
      ((_, response) => {
        response.writeHead(400).end('{"status":"error","errorType":"bad_data","error":"parse error at char 1"}');
      }) satisfies RequestListener,
      { kind: 'refused', message: 'parse error at char 1' },
    ],
    [
      'the page of a proxy',
      ((_, response) => {
        response.writeHead(502).end('<h1>Bad gateway</h1>');
      }) satisfies RequestListener,
      { kind: 'status', status: 502 },
    ],
    ['JSON of something else', { hello: 'world' }, { kind: 'status', status: 200 }],
    [
      'more than a megabyte',
      ((_, response) => {
        response.end(`"${'x'.repeat(1024 * 1024)}"`);
      }) satisfies RequestListener,
      { kind: 'status', status: 200 },
    ],
    [
      'a connection that breaks off',
      ((_, response) => {
        response.destroy();
      }) satisfies RequestListener,
      { kind: 'no-answer' },
    ],
  ])('of %s is none, and says what it is', async (_, answer, error) => {
    expect(await answerTo(answer)).toEqual({ ok: false, error });
  });

  test('that does not come in time is waited for no longer', async () => {
    const late: typeof fetch = async (_, init) => {
      expect(init?.signal).toBeInstanceOf(AbortSignal);
      throw new DOMException('The operation timed out', 'TimeoutError');
    };
    const asked = await askPrometheus({ url: 'http://127.0.0.1:9', fetch: late }, 'up', at);
    expect(asked).toEqual({ ok: false, error: { kind: 'no-answer' } });
  });

  test('is asked for at a moment, below the path that it is served under, with the password that it asks for', async () => {
    const seen: (string | undefined)[] = [];
    await using there = await startAnswering(((request, response) => {
      seen.push(request.url, request.headers.authorization);
      response.end(JSON.stringify(vector('1')));
    }) satisfies RequestListener);
    const url = there.prometheus.url.replace('//', '//me:p%40ss@');
    await askPrometheus({ url: `${url}/prom/`, fetch }, 'sum(rate(x[5m])) & 1', at);
    expect(seen).toEqual([
      '/prom/api/v1/query?query=sum%28rate%28x%5B5m%5D%29%29+%26+1&time=1796018400.25',
      `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    ]);
  });

  test('is followed to another path of the same host, and to no other host', async () => {
    await using other = await startAnswering(vector('66'));
    await using there = await startAnswering(((request, response) => {
      if (request.url?.startsWith('/new/')) return response.end(JSON.stringify(vector('87')));
      return response.writeHead(302, { location: `/new${request.url}` }).end();
    }) satisfies RequestListener);
    expect(await askPrometheus(there.prometheus, 'up', at)).toEqual({ ok: true, value: 87 });
    there.answers((({ url }, response) => {
      response.writeHead(307, { location: `${other.prometheus.url}${url}` }).end();
    }) satisfies RequestListener);
    const refused = { ok: false, error: { kind: 'status', status: 307 } };
    expect(await askPrometheus(there.prometheus, 'up', at)).toEqual(refused);
    expect(other.asked).toEqual([]);
    there.answers((({ url }, response) => {
      response.writeHead(302, { location: url ?? '' }).end();
    }) satisfies RequestListener);
    expect(await askPrometheus(there.prometheus, 'up', at)).toMatchObject({ error: { kind: 'status', status: 302 } });
  });
});

describe('a value of a KPI', () => {
  const kpis = roleKpis(builtInRole());
  test.each([
    ['latency', 87.25, { ok: true, value: 87.25 }],
    ['latency', -1, { ok: false, error: { kind: 'out-of-range', value: -1 } }],
    ['incidents', 2.0004, { ok: true, value: 2 }],
    ['incidents', -0.2, { ok: true, value: 0 }],
    ['training-success', 99.5, { ok: true, value: 99.5 }],
    ['training-success', 9950, { ok: false, error: { kind: 'out-of-range', value: 9950 } }],
    ['offline-lift', -3, { ok: true, value: -3 }],
    ['latency', 1e13, { ok: false, error: { kind: 'out-of-range', value: 1e13 } }],
  ])('%s of %d is %j', (id, value, expected) => {
    const kpi = kpis.find(id);
    if (!kpi) throw new Error(`no KPI ${id}`);
    expect(asValueOf(kpi, { ok: true, value })).toEqual(expected);
  });
});

describe('a query is asked next', () => {
  test.each([
    ['event', '2026-11-30T05:59:59Z', '2026-11-30T06:00:00.000Z'],
    ['event', '2026-11-30T06:00:00Z', '2026-12-01T06:00:00.000Z'],
    ['weekly', '2026-11-30T06:00:00Z', '2026-12-07T06:00:00.000Z'],
    ['weekly', '2026-12-01T00:00:00Z', '2026-12-07T06:00:00.000Z'],
    ['sprint', '2026-11-30T06:00:00Z', '2026-12-07T06:00:00.000Z'],
    ['sprint', '2026-12-07T06:00:00Z', '2026-12-21T06:00:00.000Z'],
    ['monthly', '2026-12-01T06:00:00Z', '2027-01-01T06:00:00.000Z'],
    ['quarterly', '2026-10-01T06:00:00Z', '2027-01-01T06:00:00.000Z'],
  ] as const)('%s, after %s: at %s', (cadence, after, next) => {
    expect(nextQueryTime(cadence, new Date(after)).toISOString()).toBe(next);
  });
});
