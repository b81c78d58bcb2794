import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/refusal.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { databases } from '../support/databases.ts';
import { everyTrouble, everythingIn, makeTrouble } from '../support/store-trouble.ts';
import { ada, aReading, bob, gus, joel, startApi, workspaceId } from './start-api.ts';

const errors = (...wrong: { pointer: string; detail?: unknown; example?: unknown }[]) => ({
  errors: wrong.map((one) => expect.objectContaining(one)),
});

describe.each(databases)('pushing readings on %s', (database) => {
  test('one is stored as what the token says, and named in the answer', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    const { status, body } = await api.push(token, aReading({ note: 'after the fix', confidence: 4 }));
    const [reading, ...others] = await api.readings();
    expect(status).toBe(201);
    expect(body).toEqual({ stored: 1, ids: [reading?.id] });
    const [made] = await auditLog(api.deps.db, workspaceId);
    expect(reading).toMatchObject({
      workspace_id: workspaceId,
      person_id: bob.personId,
      kpi_id: 'latency',
      measured_on: '2026-11-20',
      value: 87,
      note: 'after the fix',
      confidence: 4,
      source: 'api',
      source_id: JSON.parse(made?.details ?? '').token,
      recorded_by: ada.personId,
    });
    expect(others).toEqual([]);
  });

  test('a thousand are stored in their order, and of one day the last in the body counts', async () => {
    await using api = await startApi(database);
    const many = Array.from({ length: 1000 }, (_, index) => aReading({ value: index }));
    const { status, body } = await api.push(await api.token(), many);
    const readings = await api.readings();
    expect(status).toBe(201);
    expect(body).toEqual({ stored: 1000, ids: readings.map(({ id }) => id) });
    expect(readings.map(({ value }) => value)).toEqual(many.map(({ value }) => value));
  });

  test('what is pushed later counts later, be it in the same millisecond', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    for (const value of [90, 80, 85, 70]) await api.push(token, aReading({ value }));
    expect((await api.readings()).map(({ value }) => value)).toEqual([90, 80, 85, 70]);
  });

  test('texts are read as people write them, and a day is today where none is said', async () => {
    await using api = await startApi(database);
    const { status } = await api.push(await api.token(), [
      { person: bob.personId, kpi: 'latency', value: '0.09 s' },
      { person: joel.personId, kpi: 'latency', value: '1,234 ms' },
    ]);
    expect(status).toBe(201);
    const readings = (await api.readings()).sort((one, other) => one.value - other.value);
    expect(readings).toMatchObject([
      { person_id: bob.personId, measured_on: '2026-11-30', value: 90 },
      { person_id: joel.personId, measured_on: '2026-11-30', value: 1234 },
    ]);
  });

  test('a number is stored as it is, however small or large', async () => {
    await using api = await startApi(database);
    const values = fc.sample(
      fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      500,
    );
    const all = [0, -0, 1e-7, 1e-300, 0.1, 0.30000000000000004, 1e12, ...values];
    expect(
      await api.push(
        await api.token(),
        all.map((value) => aReading({ value })),
      ),
    ).toMatchObject({ status: 201 });
    for (const [index, { value }] of (await api.readings()).entries())
      expect(Math.abs(value - (all[index] ?? Number.NaN))).toBeLessThanOrEqual(1e-12 + value * 1e-14);
  });

  test('money keeps the currency of the values before, and takes no other one', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    const money = api.deps.kpis.all.find(({ target }) => target.unit === 'currency')?.id;
    await api.push(token, aReading({ kpi: money, value: '€0.40' }));
    const { status } = await api.push(token, aReading({ kpi: money, value: 0.5, measured_on: '2026-11-21' }));
    const other = await api.push(token, [aReading(), aReading({ kpi: money, value: '$0.40' })]);
    expect(status).toBe(201);
    expect((await api.readings()).map(({ currency }) => currency)).toEqual(['EUR', 'EUR']);
    expect(other).toMatchObject({ status: 422, body: errors({ pointer: '/1/value' }) });
  });

  test('each entry that is wrong is named, with what would be right, and nothing is stored', async () => {
    await using api = await startApi(database);
    const { status, headers, body } = await api.push(await api.token(), [
      aReading(),
      aReading({ value: '87 kg' }),
      aReading({ value: -5 }),
      aReading({ kpi: 'latensy' }),
      aReading({ measured_on: '2026-12-01' }),
      aReading({ measured_on: '2026-02-30' }),
      aReading({ person: 'UNOBODY' }),
      aReading({ person: gus.personId }),
      aReading({ confidence: 6, note: 'x'.repeat(501), 'a/b': 1 }),
      { kpi: 'latency', value: 3 },
      { person: bob.personId },
      'latency',
    ]);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:problem-type:role-coach:wrong-readings',
      title: 'Readings that cannot be stored',
      status: 422,
      detail: expect.stringContaining('Nothing was stored'),
    });
    const pointers = [...JSON.stringify(body).matchAll(/"pointer":"([^"]*)"/g)].map(([, pointer]) => pointer);
    expect(pointers).toEqual([
      '/1/value',
      '/2/value',
      '/3/kpi',
      '/4/measured_on',
      '/5/measured_on',
      '/6/person',
      '/7/person',
      '/8/note',
      '/8/confidence',
      '/8/a~1b',
      '/9/person',
      '/10/kpi',
      '/10/value',
      '/11',
    ]);
    expect(JSON.stringify(body)).toContain('is no unit of');
    expect(await api.readings()).toEqual([]);
  });

  test('a KPI is not guessed: the nearest is offered', async () => {
    await using api = await startApi(database);
    const { status, body } = await api.push(await api.token(), [
      aReading({ kpi: 'latensy' }),
      aReading({ kpi: 'p95' }),
    ]);
    const offered = { example: 'latency' };
    expect([status, body]).toMatchObject([
      422,
      errors({ pointer: '/0/kpi', ...offered }, { pointer: '/1/kpi', ...offered }),
    ]);
  });

  test('of very many wrong entries a hundred are named', async () => {
    await using api = await startApi(database);
    const { body } = await api.push(
      await api.token(),
      Array.from({ length: 1000 }, () => ({})),
    );
    expect(body).toMatchObject({ errors: { length: 100 } });
  });

  test.each([
    ['no reading', []],
    ['more than a thousand', Array.from({ length: 1001 }, () => aReading())],
    ['no object', null],
    ['a count on top of the last one', aReading({ kpi: 'incidents', value: '+3' })],
  ])('%s is refused', async (_, body) => {
    await using api = await startApi(database);
    expect(await api.push(await api.token(), body)).toMatchObject({ status: 422 });
    expect(await api.readings()).toEqual([]);
  });

  test('who is not known yet is looked up in Slack, a few at a time', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    const strangers = Array.from({ length: 7 }, (_, index) => aReading({ person: `UNEW${index}` }));
    const { body } = await api.push(token, [aReading({ person: joel.personId }), ...strangers]);
    expect(JSON.stringify(body).match(/looked up at a time/g)).toHaveLength(3);
    expect(await api.push(token, aReading({ person: joel.personId }))).toMatchObject({ status: 201 });
  });

  test('where Slack does not answer, it is to be tried again', async () => {
    const find = async (_: string, personId: string) => {
      if (personId === ada.personId) return { timeZone: 'UTC', account: 'member' as const, isAdmin: true };
      throw new Refusal({ kind: 'slack-does-not-answer', personId });
    };
    await using api = await startApi(database, { directory: { find, admins: async () => [] } });
    const { status, headers } = await api.push(await api.token(), aReading());
    expect([status, headers.get('retry-after')]).toEqual([503, '10']);
  });

  test.each(everyTrouble)(
    'where the database is %s, nothing is stored and nobody sees why in full',
    async (trouble) => {
      await using api = await startApi(database);
      const token = await api.token();
      await api.push(token, aReading());
      const before = await everythingIn(api.deps.db);
      const mend = await makeTrouble(api.deps.db, trouble, 'readings');
      const { status, body } = await api.push(token, [aReading(), aReading()], { 'idempotency-key': 'run-7' });
      await mend();
      expect(status).toBe(503);
      expect(JSON.stringify(body)).toContain(`(${trouble})`);
      expect(JSON.stringify(body)).not.toMatch(/SQLITE|not now|insert|\.ts|node_modules/i);
      expect(await everythingIn(api.deps.db)).toEqual(before);
      expect(await api.push(token, aReading(), { 'idempotency-key': 'run-7' })).toMatchObject({ status: 201 });
    },
  );
});
