import { describe, expect, test } from 'vitest';
import { pausePlan } from '../../src/plans/pause-plan.ts';
import { readMySettings, saveMySettings } from '../../src/settings/my-settings.ts';
import { saveWorkspaceSettings } from '../../src/settings/workspace-settings.ts';
import { findPerson } from '../../src/store/people.ts';
import { findCurrentPlan } from '../../src/store/plans.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, gus, joel, mira, refusalOf, startSettings } from './settings-deps.ts';

const weekdays = [1, 2, 3, 4, 5];

describe.each(databases)('my settings on %s', (kind) => {
  test('are those of anybody here at first: nine o’clock, the workspace’s days and country', async () => {
    await using settings = await startSettings(kind);
    expect(await readMySettings(settings.deps, bob)).toEqual({
      personId: bob.personId,
      timeZone: 'Europe/Berlin',
      today: '2026-11-30',
      hour: 9,
      workdays: weekdays,
      country: 'workspace',
      workspaceCountry: undefined,
      likelyCountry: { code: 'DE', name: 'Germany' },
      leave: [],
      next: { kind: 'planned', title: 'Day 30', at: new Date('2026-12-30T08:00:00Z') },
      team: [],
      isAdmin: false,
    });
  });

  test('move my check-ins as soon as they are saved', async () => {
    await using settings = await startSettings(kind);
    const before = settings.woken();
    expect((await settings.days())[0]).toBe('2026-12-30');
    await saveMySettings(settings.deps, bob, { hour: 14, workdays: [5, 1, 4], country: 'DE-BY' });
    expect((await settings.days())[0]).toBe('2026-12-31'); // a Thursday
    expect(settings.woken()).toBe(before + 1);
    expect(await readMySettings(settings.deps, bob)).toMatchObject({
      hour: 14,
      workdays: [1, 4, 5],
      country: { code: 'DE-BY', name: 'Germany: Bayern' },
      next: { kind: 'planned', title: 'Day 30', at: new Date('2026-12-31T13:00:00Z') },
    });
  });

  test('can be without public holidays, whatever the workspace has', async () => {
    await using settings = await startSettings(kind);
    const own = [{ on: '2026-12-30', name: 'Inventory' }];
    await saveWorkspaceSettings(settings.deps, ada, { workdays: [1, 2, 3, 4, 5, 6, 7], country: 'US', holidays: own });
    expect((await settings.days())[0]).toBe('2026-12-31');
    await saveMySettings(settings.deps, bob, { hour: 9, workdays: [5], country: 'none' });
    expect((await settings.days())[0]).toBe('2027-01-01');
    expect(await readMySettings(settings.deps, bob)).toMatchObject({ country: 'none', likelyCountry: undefined });
    await saveMySettings(settings.deps, bob, { hour: 9, workdays: [5], country: null });
    expect((await settings.days())[0]).toBe('2027-01-08');
    expect(await readMySettings(settings.deps, bob)).toMatchObject({
      country: 'workspace',
      workspaceCountry: { code: 'US' },
    });
  });

  test('follow the workspace’s days for as long as they are the same', async () => {
    await using settings = await startSettings(kind);
    await saveMySettings(settings.deps, bob, { hour: 10, workdays: weekdays, country: null });
    await saveWorkspaceSettings(settings.deps, ada, { workdays: [7, 1, 2, 3], country: null, holidays: [] });
    expect((await readMySettings(settings.deps, bob)).workdays).toEqual([1, 2, 3, 7]);
    await saveMySettings(settings.deps, bob, { hour: 10, workdays: weekdays, country: null });
    await saveWorkspaceSettings(settings.deps, ada, { workdays: [1], country: null, holidays: [] });
    expect((await readMySettings(settings.deps, bob)).workdays).toEqual(weekdays);
  });

  test('are kept for somebody of whom nothing was known', async () => {
    await using settings = await startSettings(kind, { plan: false });
    expect(await findPerson(settings.deps.db, joel)).toBeUndefined();
    await saveMySettings(settings.deps, joel, { hour: 0, workdays: [7], country: 'CA-QC' });
    expect(await findPerson(settings.deps.db, joel)).toMatchObject({
      time_zone: 'America/New_York',
      hour: 0,
      workdays: '7',
    });
    expect(await readMySettings(settings.deps, joel)).toMatchObject({ next: { kind: 'no-plan' }, hour: 0 });
  });

  test('are refused without a working day or with a country that there is not, and stay as they were', async () => {
    await using settings = await startSettings(kind);
    const before = await findPerson(settings.deps.db, bob);
    const saved = (choice: object) =>
      refusalOf(saveMySettings(settings.deps, bob, { hour: 9, workdays: weekdays, country: null, ...choice }));
    expect(await saved({ workdays: [] })).toEqual({ kind: 'no-workdays' });
    for (const code of ['XX', 'DE-XX', 'Germany', '', 'DE-BY-A', '__proto__'])
      expect(await saved({ country: code })).toEqual({ kind: 'no-such-country', code });
    expect(await findPerson(settings.deps.db, bob)).toEqual(before);
  });

  test('say that a plan is paused, and that nobody asks meanwhile', async () => {
    await using settings = await startSettings(kind);
    const plan = await findCurrentPlan(settings.deps.db, bob);
    await pausePlan(settings.deps, mira, plan?.id ?? '', '2026-12-14');
    expect((await readMySettings(settings.deps, bob)).next).toEqual({ kind: 'paused', until: '2026-12-14' });
  });

  test('have the people whom one manages, and for admins the rest of the workspace', async () => {
    await using settings = await startSettings(kind);
    expect(await readMySettings(settings.deps, mira)).toMatchObject({ team: [bob.personId], isAdmin: false });
    expect(await readMySettings(settings.deps, ada)).toMatchObject({ team: [], isAdmin: true });
    expect(await readMySettings(settings.deps, gus)).toMatchObject({ isAdmin: false });
  });

  test('of somebody whom Slack does not know are refused', async () => {
    await using settings = await startSettings(kind);
    const nobody = { ...bob, personId: 'UNOBODY' };
    expect(await refusalOf(readMySettings(settings.deps, nobody))).toEqual({
      kind: 'no-such-person',
      personId: 'UNOBODY',
    });
  });
});
