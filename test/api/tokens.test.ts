import { describe, expect, test } from 'vitest';
import { makeApiToken, mostTokens, readApiTokens, revokeApiToken } from '../../src/settings/api-tokens.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { refusalOf } from '../settings/settings-deps.ts';
import { databases } from '../support/databases.ts';
import { everythingIn } from '../support/store-trouble.ts';
import { ada, aReading, bob, gus, joel, mira, startApi } from './start-api.ts';

describe.each(databases)('API tokens on %s', (database) => {
  test('are 32 random bytes, of which only a digest is kept', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    expect(token).toMatch(/^rc_[\w-]{43}$/);
    expect(await api.token()).not.toBe(token);
    expect(JSON.stringify(await everythingIn(api.deps.db))).not.toContain(token.slice(3));
    expect(api.log()).not.toContain(token.slice(3));
  });

  test('are made, seen and revoked by admins alone', async () => {
    await using api = await startApi(database);
    await api.token();
    const [token] = (await readApiTokens(api.deps, ada)).tokens;
    const wish = { name: 'CI', personId: mira.personId, kpiId: undefined };
    expect(await refusalOf(makeApiToken(api.deps, mira, wish))).toEqual({ kind: 'admins-only' });
    expect(await refusalOf(readApiTokens(api.deps, mira))).toEqual({ kind: 'admins-only' });
    expect(await refusalOf(revokeApiToken(api.deps, mira, token?.id ?? ''))).toEqual({ kind: 'admins-only' });
  });

  test('of one workspace are nothing to the admins of another', async () => {
    await using api = await startApi(database);
    await api.token();
    const [token] = (await readApiTokens(api.deps, ada)).tokens;
    const elsewhere = { ...ada, workspaceId: 'T2' };
    expect((await readApiTokens(api.deps, elsewhere)).tokens).toEqual([]);
    expect(await refusalOf(revokeApiToken(api.deps, elsewhere, token?.id ?? ''))).toEqual({ kind: 'gone' });
    const other = await makeApiToken(api.deps, elsewhere, { name: 'CI', personId: undefined, kpiId: undefined });
    expect(await api.push(other ?? '', aReading())).toMatchObject({ status: 201 });
    expect(await api.readings()).toMatchObject([{ workspace_id: 'T2' }]);
  });

  test('that are revoked push nothing any more, once and for all', async () => {
    await using api = await startApi(database);
    const token = await api.token();
    const [shown] = (await readApiTokens(api.deps, ada)).tokens;
    expect(await revokeApiToken(api.deps, ada, shown?.id ?? '')).toBe('CI');
    expect(await refusalOf(revokeApiToken(api.deps, ada, shown?.id ?? ''))).toEqual({ kind: 'gone' });
    expect(await api.push(token, aReading())).toMatchObject({ status: 401 });
    expect((await readApiTokens(api.deps, ada)).tokens).toEqual([]);
  });

  test('are in the audit log, about whom they are for, without what they are called', async () => {
    await using api = await startApi(database);
    await api.token({ personId: bob.personId, kpiId: 'latency' });
    const [shown] = (await readApiTokens(api.deps, ada)).tokens;
    await revokeApiToken(api.deps, ada, shown?.id ?? '');
    const entries = (await auditLog(api.deps.db, ada.workspaceId)).sort((one) =>
      one.action === 'make-token' ? -1 : 1,
    );
    const entry = { by_id: ada.personId, about_id: bob.personId };
    expect(entries).toMatchObject([
      { ...entry, action: 'make-token' },
      { ...entry, action: 'revoke-token' },
    ]);
    expect(entries.map(({ details }) => JSON.parse(details))).toEqual([
      { token: shown?.id, kpi: 'latency' },
      { token: shown?.id, kpi: 'latency' },
    ]);
  });

  test('for one person and KPI store nothing else, and need no person named', async () => {
    await using api = await startApi(database);
    const token = await api.token({ personId: bob.personId, kpiId: 'latency' });
    const refused = await api.push(token, [
      aReading(),
      aReading({ person: joel.personId }),
      aReading({ kpi: 'incidents', value: 1 }),
    ]);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        errors: [
          { pointer: '/1/person', example: bob.personId },
          { pointer: '/2/kpi', example: 'latency' },
        ],
      },
    });
    expect(await api.readings()).toEqual([]);
    expect(await api.push(token, { kpi: 'latency', value: 87 })).toMatchObject({ status: 201 });
    expect(await api.readings()).toMatchObject([{ person_id: bob.personId, kpi_id: 'latency' }]);
  });

  test('are for members and KPIs that there are', async () => {
    await using api = await startApi(database);
    const wish = { name: 'CI', personId: undefined, kpiId: undefined };
    const why = (differs: object) => refusalOf(makeApiToken(api.deps, ada, { ...wish, ...differs }));
    expect(await why({ personId: gus.personId })).toEqual({ kind: 'guest', personId: gus.personId });
    expect(await why({ personId: 'UNOBODY' })).toEqual({ kind: 'no-such-person', personId: 'UNOBODY' });
    expect(await why({ kpiId: 'latensy' })).toEqual({ kind: 'no-such-kpi', typed: 'latensy' });
  });

  test('are no more than a page shows', async () => {
    await using api = await startApi(database);
    for (let made = 0; made < mostTokens; made++) await api.token();
    expect(await makeApiToken(api.deps, ada, { name: 'CI', personId: undefined, kpiId: undefined })).toBe(undefined);
    expect(await readApiTokens(api.deps, ada)).toMatchObject({ isFull: true, tokens: { length: mostTokens } });
  });

  test('show when they were used last, to the minute', async () => {
    const time = { now: new Date('2026-11-30T09:00:00Z') };
    await using api = await startApi(database, { clock: { now: () => time.now } });
    const token = await api.token();
    const used = async () => (await readApiTokens(api.deps, ada)).tokens[0]?.usedAt?.toISOString();
    const usedAfterPushAt = async (at: string) => {
      time.now = new Date(at);
      await api.push(token, {});
      return used();
    };
    expect(await used()).toBe(undefined);
    expect(await usedAfterPushAt('2026-11-30T09:10:00Z')).toBe('2026-11-30T09:10:00.000Z');
    expect(await usedAfterPushAt('2026-11-30T09:10:59Z')).toBe('2026-11-30T09:10:00.000Z');
    expect(await usedAfterPushAt('2026-11-30T09:11:00Z')).toBe('2026-11-30T09:11:00.000Z');
  });
});
