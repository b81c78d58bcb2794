import { describe, expect, test } from 'vitest';
import { exportAuditLog } from '../../src/settings/audit-export.ts';
import { toCsv } from '../../src/settings/csv.ts';
import { readDataReaders } from '../../src/settings/data-readers.ts';
import { openDaysAway } from '../../src/settings/days-away.ts';
import { audit, auditPageSize } from '../../src/store/audit-log.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, joel, mira, refusalOf, startSettings, workspaceId } from './settings-deps.ts';

describe.each(databases)('who has read my data, on %s', (kind) => {
  test('lists what admins did, the latest first, and names the manager who sees it anyway', async () => {
    await using settings = await startSettings(kind);
    const entry = { workspaceId, byId: ada.personId, aboutId: bob.personId };
    await audit(settings.deps.db, { ...entry, action: 'read-progress', at: new Date('2026-11-30T08:00:00Z') });
    await audit(settings.deps.db, { ...entry, action: 'set-goal', at: new Date('2026-11-30T08:30:00Z') });
    await openDaysAway(settings.deps, ada, bob.personId);
    const readers = await readDataReaders(settings.deps, bob);
    expect(readers).toMatchObject({ managerId: mira.personId, timeZone: 'Europe/Berlin', hasOlder: false });
    expect(readers.entries.map(({ action }) => action)).toEqual(['read-leave', 'set-goal', 'read-progress']);
  });

  test('is empty for whom nobody has looked at, and has nothing of anybody else', async () => {
    await using settings = await startSettings(kind);
    await openDaysAway(settings.deps, ada, bob.personId);
    await audit(settings.deps.db, {
      workspaceId: 'T2',
      byId: 'UX',
      aboutId: joel.personId,
      action: 'read-progress',
      at: new Date(0),
    });
    expect(await readDataReaders(settings.deps, joel)).toMatchObject({ entries: [], managerId: undefined });
  });

  test('shows the latest fifty, and that there are older ones', async () => {
    await using settings = await startSettings(kind);
    for (let minute = 0; minute < 51; minute++) {
      const at = new Date(Date.UTC(2026, 10, 30, 8, minute));
      await audit(settings.deps.db, { workspaceId, at, byId: ada.personId, aboutId: bob.personId, action: 'set-goal' });
    }
    const { entries, hasOlder } = await readDataReaders(settings.deps, bob);
    expect([entries.length, hasOlder]).toEqual([50, true]);
    expect(entries[0]?.at).toEqual(new Date('2026-11-30T08:50:00Z'));
  });
});

describe.each(databases)('the audit log as a file, on %s', (kind) => {
  test('has every entry of the workspace, its own export as the last', async () => {
    await using settings = await startSettings(kind);
    await audit(settings.deps.db, { workspaceId: 'T2', byId: 'UX', action: 'set-goal', at: new Date(0) });
    await audit(settings.deps.db, {
      workspaceId,
      byId: ada.personId,
      aboutId: bob.personId,
      action: 'set-leave',
      at: new Date('2026-11-30T08:00:00Z'),
      details: { from: '2026-12-21', to: '2027-01-01' },
    });
    expect(await exportAuditLog(settings.deps, ada)).toEqual({
      entries: 2,
      on: '2026-11-30',
      csv: [
        'at,by,action,about,details',
        '2026-11-30T08:00:00.000Z,UADA,set-leave,UBOB,"{""from"":""2026-12-21"",""to"":""2027-01-01""}"',
        '2026-11-30T09:00:00.000Z,UADA,export-audit-log,,{}',
        '',
      ].join('\r\n'),
    });
  });

  test('has each of very many entries once, in the order of time, be it that many share a moment', async () => {
    await using settings = await startSettings(kind);
    const many = Array.from({ length: 2 * auditPageSize + 1 }, (_, number) => ({
      id: `E${number}`,
      workspace_id: workspaceId,
      at: number < 3 ? '2026-11-30T07:59:00.000Z' : '2026-11-30T08:00:00.000Z',
      by_id: ada.personId,
      action: 'set-goal',
      about_id: bob.personId,
      details: JSON.stringify({ number }),
    }));
    for (const from of [0, 1000, 2000])
      await settings.deps.db
        .insertInto('audit_log')
        .values(many.slice(from, from + 1000))
        .execute();
    const { csv, entries } = await exportAuditLog(settings.deps, ada);
    const lines = csv.trimEnd().split('\r\n').slice(1);
    expect(entries).toBe(lines.length);
    expect(lines.map((line) => line.slice(0, 24))).toEqual(lines.map((line) => line.slice(0, 24)).sort());
    expect(new Set(lines.slice(0, -1))).toEqual(new Set(many.map(({ at, details }) => csvLine(at, details))));
    expect(lines.at(-1)).toContain('export-audit-log');
    expect(lines.length).toBe(many.length + 1);
  });

  test('is for admins alone', async () => {
    await using settings = await startSettings(kind);
    expect(await refusalOf(exportAuditLog(settings.deps, mira))).toEqual({ kind: 'admins-only' });
    expect((await exportAuditLog(settings.deps, ada)).entries).toBe(1);
  });
});

const csvLine = (at: string, details: string): string =>
  toCsv([[at, ada.personId, 'set-goal', bob.personId, details]]).trimEnd();

describe('a file for spreadsheets', () => {
  test('keeps commas, quotes and lines in one cell', () => {
    expect(toCsv([['a', 'b, c', 'say "hi"', 'one\ntwo', '']])).toBe('a,"b, c","say ""hi""","one\ntwo",\r\n');
  });

  test.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1'])('runs nothing: %j', (text) => {
    expect(toCsv([[text]]).replaceAll('"', '')).toBe(`'${text}\r\n`);
  });
});
