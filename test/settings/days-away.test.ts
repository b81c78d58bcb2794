import { describe, expect, test } from 'vitest';
import { addDaysAway, openDaysAway, takeBackDaysAway } from '../../src/settings/days-away.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { leaveOf } from '../../src/store/people.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, gus, joel, mira, refusalOf, startSettings, workspaceId } from './settings-deps.ts';

const { personId } = bob;
const overNewYear = { personId, from: '2026-12-21', to: '2027-01-01' };

describe.each(databases)('days away on %s', (kind) => {
  test('move a check-in to the first working day after them, and back when they are taken back', async () => {
    await using settings = await startSettings(kind);
    const away = await addDaysAway(settings.deps, bob, overNewYear);
    expect(away).toMatchObject({
      leave: [{ from: '2026-12-21', to: '2027-01-01', setBy: personId }],
      next: { kind: 'planned', title: 'Day 30', at: new Date('2027-01-04T08:00:00Z') },
    });
    const [leave] = away.leave;
    const after = await takeBackDaysAway(settings.deps, bob, { personId, leaveId: leave?.id ?? '' });
    expect(after).toMatchObject({ leave: [], next: { at: new Date('2026-12-30T08:00:00Z') } });
    expect(await settings.days()).toContain('2026-12-30');
  });

  test('are set by the person, their manager or an admin, who all see who did', async () => {
    await using settings = await startSettings(kind);
    for (const [actor, month] of [
      [bob, '01'],
      [mira, '02'],
      [ada, '03'],
    ] as const)
      await addDaysAway(settings.deps, actor, { personId, from: `2027-${month}-01`, to: `2027-${month}-02` });
    for (const actor of [bob, mira, ada]) {
      const { leave } = await openDaysAway(settings.deps, actor, personId);
      expect(leave.map(({ setBy }) => setBy).sort()).toEqual([ada, bob, mira].map((one) => one.personId));
    }
  });

  test('are nobody else’s to see or set', async () => {
    await using settings = await startSettings(kind);
    const { leave } = await addDaysAway(settings.deps, bob, overNewYear);
    const refused = { kind: 'not-yours-to-change', personId };
    const leaveId = leave[0]?.id ?? '';
    expect(await refusalOf(openDaysAway(settings.deps, joel, personId))).toEqual(refused);
    expect(await refusalOf(addDaysAway(settings.deps, joel, overNewYear))).toEqual(refused);
    expect(await refusalOf(takeBackDaysAway(settings.deps, joel, { personId, leaveId }))).toEqual(refused);
    // nor by naming oneself beside another's days
    expect(await refusalOf(takeBackDaysAway(settings.deps, joel, { personId: joel.personId, leaveId }))).toEqual({
      kind: 'gone',
    });
    expect(await leaveOf(settings.deps.db, { workspaceId, ids: [personId] }, '2026-01-01')).toHaveLength(1);
  });

  test('that were sent twice are there once', async () => {
    await using settings = await startSettings(kind);
    await addDaysAway(settings.deps, bob, overNewYear);
    expect((await addDaysAway(settings.deps, bob, overNewYear)).leave).toHaveLength(1);
  });

  test.each([
    [{ from: '2026-12-24', to: '2026-12-23' }, 'ends-before-it-starts'],
    [{ from: '2026-11-23', to: '2026-11-29' }, 'date-is-past'],
    [{ from: '2026-12-24', to: '2031-12-24' }, 'too-far-ahead'],
  ])('from $from to $to are refused', async (dates, reason) => {
    await using settings = await startSettings(kind);
    expect(await refusalOf(addDaysAway(settings.deps, bob, { personId, ...dates }))).toMatchObject({ kind: reason });
    expect((await openDaysAway(settings.deps, bob, personId)).leave).toEqual([]);
  });

  test('that are over are not shown, those that last until today are', async () => {
    await using settings = await startSettings(kind);
    await addDaysAway(settings.deps, bob, { personId, from: '2026-11-20', to: '2026-11-30' });
    const { leave } = await openDaysAway(settings.deps, bob, personId);
    expect(leave).toMatchObject([{ from: '2026-11-20', to: '2026-11-30' }]);
    const later = { ...settings.deps, clock: { now: () => new Date('2026-12-01T09:00:00Z') } };
    expect((await openDaysAway(later, bob, personId)).leave).toEqual([]);
  });

  test('of somebody without a plan are theirs and the admins’, and of a guest nobody’s', async () => {
    await using settings = await startSettings(kind);
    const away = { personId: joel.personId, from: '2026-12-01', to: '2026-12-02' };
    expect(await addDaysAway(settings.deps, ada, away)).toMatchObject({ next: { kind: 'no-plan' } });
    expect((await openDaysAway(settings.deps, joel, joel.personId)).leave).toHaveLength(1);
    expect(await refusalOf(openDaysAway(settings.deps, mira, joel.personId))).toBeDefined();
    expect(await refusalOf(openDaysAway(settings.deps, ada, gus.personId))).toMatchObject({ kind: 'guest' });
  });

  test('that an admin looks at or changes are written down, once each; those of others are not', async () => {
    await using settings = await startSettings(kind);
    await openDaysAway(settings.deps, bob, personId);
    await openDaysAway(settings.deps, mira, personId);
    await addDaysAway(settings.deps, mira, overNewYear);
    expect(await auditLog(settings.deps.db, workspaceId)).toEqual([]);
    const { leave } = await openDaysAway(settings.deps, ada, personId);
    await addDaysAway(settings.deps, ada, { personId, from: '2027-05-03', to: '2027-05-03' });
    await takeBackDaysAway(settings.deps, ada, { personId, leaveId: leave[0]?.id ?? '' });
    const log = await auditLog(settings.deps.db, workspaceId);
    expect(log.map(({ action }) => action).sort()).toEqual(['delete-leave', 'read-leave', 'set-leave']);
    expect(log.every(({ by_id, about_id }) => by_id === ada.personId && about_id === personId)).toBe(true);
  });
});
