import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { readHolidayList } from '../../src/settings/holiday-list.ts';
import { saveMySettings } from '../../src/settings/my-settings.ts';
import { readWorkspaceSettings, saveWorkspaceSettings } from '../../src/settings/workspace-settings.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import type { Db } from '../../src/store/tables.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, mira, refusalOf, startSettings, workspaceId } from './settings-deps.ts';

const weekdays = [1, 2, 3, 4, 5];
const shutdown = readHolidayList('2026-12-30 Shutdown\n2026-12-31 Shutdown');

describe.each(databases)('the settings of a workspace on %s', (kind) => {
  test('are Monday to Friday and nobody’s holidays, until an admin says otherwise', async () => {
    await using settings = await startSettings(kind, { plan: false });
    expect(await readWorkspaceSettings(settings.deps, ada)).toEqual({
      workdays: weekdays,
      country: undefined,
      likelyCountry: undefined, // Slack was not asked yet where Ada is
      holidays: [],
    });
  });

  test('move everybody’s check-ins, and are there to be read again', async () => {
    await using settings = await startSettings(kind);
    const before = settings.woken();
    await saveWorkspaceSettings(settings.deps, ada, { workdays: weekdays, country: 'DE-BY', holidays: shutdown });
    expect((await settings.days())[0]).toBe('2027-01-04'); // after the shutdown, New Year's Day and a weekend
    expect(settings.woken()).toBe(before + 1);
    expect(await readWorkspaceSettings(settings.deps, ada)).toEqual({
      workdays: weekdays,
      country: { code: 'DE-BY', name: 'Germany: Bayern' },
      likelyCountry: undefined,
      holidays: shutdown,
    });
    await saveWorkspaceSettings(settings.deps, ada, { workdays: weekdays, country: null, holidays: [] });
    expect((await settings.days())[0]).toBe('2026-12-30');
  });

  test('move the check-ins of many people in a few statements', async () => {
    await using settings = await startSettings(kind);
    const { directory } = settings.deps;
    const newHire = { timeZone: 'Europe/Berlin', account: 'member', isAdmin: false } as const;
    const find: typeof directory.find = async (_, id) => (id === ada.personId ? directory.find(_, id) : newHire);
    const deps = { ...settings.deps, directory: { ...directory, find } };
    const request = { managerId: mira.personId, startsOn: '2026-11-30', milestones, hour: undefined };
    for (let nth = 0; nth < 40; nth++) await startPlan(deps, mira, { ...request, personId: `UNEW${nth}` });
    const statements = counted(deps.db);
    await saveWorkspaceSettings({ ...deps, db: statements.db }, ada, { workdays: [1], country: null, holidays: [] });
    expect(statements.sent()).toBeLessThan(20);
    const mondays = await deps.db.selectFrom('checkins').select('due_on').where('due_on', '=', '2027-01-04').execute();
    expect(mondays).toHaveLength(41);
  });

  test('leave alone what somebody has set for themself', async () => {
    await using settings = await startSettings(kind);
    await saveMySettings(settings.deps, bob, { hour: 9, workdays: [3], country: 'GB' });
    await saveWorkspaceSettings(settings.deps, ada, { workdays: [1], country: 'DE', holidays: [] });
    expect((await settings.days())[0]).toBe('2026-12-30'); // a Wednesday
  });

  test('are written down with each change, days and country but no names', async () => {
    await using settings = await startSettings(kind);
    await saveWorkspaceSettings(settings.deps, ada, { workdays: [2, 1], country: 'DE', holidays: shutdown });
    const [entry] = await auditLog(settings.deps.db, workspaceId);
    expect(entry).toMatchObject({ by_id: ada.personId, action: 'change-workspace', about_id: null });
    expect(JSON.parse(entry?.details ?? '')).toEqual({
      workdays: '12',
      country: 'DE',
      holidays: ['2026-12-30', '2026-12-31'],
    });
  });

  test('are for admins alone, and refused whole where something in them cannot be', async () => {
    await using settings = await startSettings(kind);
    const save = (actor: typeof ada, choice: object) =>
      refusalOf(
        saveWorkspaceSettings(settings.deps, actor, { workdays: [1], country: null, holidays: shutdown, ...choice }),
      );
    expect(await save(mira, {})).toEqual({ kind: 'admins-only' });
    expect(await refusalOf(readWorkspaceSettings(settings.deps, bob))).toEqual({ kind: 'admins-only' });
    expect(await save(ada, { workdays: [] })).toEqual({ kind: 'no-workdays' });
    expect(await save(ada, { country: 'none' })).toEqual({ kind: 'no-such-country', code: 'none' });
    expect(await readWorkspaceSettings(settings.deps, ada)).toMatchObject({ workdays: weekdays, holidays: [] });
    expect(await auditLog(settings.deps.db, workspaceId)).toEqual([]);
  });
});

/** Counts what is sent to a database. */
function counted(db: Db): { db: Db; sent(): number } {
  const queries = new Set<unknown>();
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result, queryId }) => {
      queries.add(queryId);
      return result;
    },
  };
  return { db: db.withPlugin(counting), sent: () => queries.size };
}
