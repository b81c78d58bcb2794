import { describe, expect, test } from 'vitest';
import { forgetApiRequests } from '../../src/store/api-requests.ts';
import { databases } from '../support/databases.ts';
import { aReading, startApi } from './start-api.ts';

describe.each(databases)('an Idempotency-Key on %s', (database) => {
  const key = { 'idempotency-key': 'run-4711' };

  test('with the same body gets the same answer again, and stores once', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    const first = await api.push(token, [aReading(), aReading()], key);
    const again = await api.push(token, [aReading(), aReading()], key);
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(await api.readings()).toHaveLength(2);
  });

  test('with another body is refused, and the first stays as it is', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    await api.push(token, aReading(), key);
    const { status, body } = await api.push(token, aReading({ value: 88 }), key);
    expect([status, body]).toEqual([409, expect.objectContaining({ detail: expect.stringContaining('new key') })]);
    expect(await api.readings()).toMatchObject([{ value: 87 }]);
  });

  test('of two tokens is two keys', async () => {
    await using api = await startApi(database);
    for (const token of [await api.token(), await api.token()])
      expect((await api.push(token, aReading(), key)).headers.get('idempotent-replayed')).toBe(null);
    expect(await api.readings()).toHaveLength(2);
  });

  test('sent many times at once stores once, and all get the same answer', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.push(token, [aReading()], key)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers.has('idempotent-replayed'))).toHaveLength(1);
    expect(await api.readings()).toHaveLength(1);
  });

  test('is not used up by a request that was refused', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    expect(await api.push(token, aReading({ value: 'fast' }), key)).toMatchObject({ status: 422 });
    expect(await api.push(token, aReading(), key)).toMatchObject({ status: 201 });
  });

  test('is forgotten once it is old', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    await api.push(token, aReading(), key);
    await forgetApiRequests(api.deps.db, new Date('2026-11-30T08:59:59Z'));
    expect((await api.push(token, aReading(), key)).headers.get('idempotent-replayed')).toBe('true');
    await forgetApiRequests(api.deps.db, new Date('2026-11-30T09:00:01Z'));
    expect((await api.push(token, aReading(), key)).headers.get('idempotent-replayed')).toBe(null);
  });

  test.each(['', 'x'.repeat(256), 'two words', 'één'])('%j is none', async (text) => {
    await using api = await startApi(database);
    const headers = { 'idempotency-key': text };
    expect(await api.push(await api.token(), aReading(), headers)).toMatchObject({ status: 400 });
  });

  test('keeps the readings of pushes at once apart, and the later of each day counts', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    await Promise.all([1, 2, 3, 4].map((value) => api.push(token, [aReading({ value }), aReading({ value })])));
    const times = (await api.readings()).map(({ recorded_at }) => recorded_at);
    expect(new Set(times).size).toBe(8);
  });
});
