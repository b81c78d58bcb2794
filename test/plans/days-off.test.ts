import { describe, expect, test } from 'vitest';
import { dropLeave, setLeave } from '../../src/plans/leave.ts';
import { saveMySettings } from '../../src/settings/my-settings.ts';
import { saveWorkspaceSettings } from '../../src/settings/workspace-settings.ts';
import { leaveOf } from '../../src/store/people.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, mira, plansOn, type TestPlans, workspaceId } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];
const everyWeekday = [1, 2, 3, 4, 5];

async function comesBackEarly({ deps }: TestPlans): Promise<void> {
  const [leave] = await leaveOf(deps.db, { workspaceId, ids: [bob.personId] }, '2026-01-01');
  await dropLeave(deps, bob, { personId: bob.personId, leaveId: leave?.id ?? '' });
}

describe.each(databases)('somebody who is away, on %s', (database) => {
  const startPlans = plansOn(database);
  const holiday = { personId: bob.personId, from: '2026-12-21', to: '2027-01-08' };

  test('is asked on the first working day after, and told of it a week before, once they are back', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await setLeave(plans.deps, bob, holiday);
    await plans.turnsTo('2027-01-11T12:00:00Z');
    expect(await plans.asked()).toEqual(['2027-01-11 09:00 checkin day-30']);
  });

  test('on days that overlap or touch is away once, from the first to the last of them', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    const away = async () =>
      (await leaveOf(plans.deps.db, { workspaceId, ids: [bob.personId] }, startsOn)).map(({ from_on, to_on }) => [
        from_on,
        to_on,
      ]);
    await setLeave(plans.deps, bob, holiday);
    await setLeave(plans.deps, bob, { ...holiday, from: '2027-01-09', to: '2027-01-10' }); // the day after
    await setLeave(plans.deps, mira, { ...holiday, from: '2026-12-16', to: '2026-12-21' });
    await setLeave(plans.deps, bob, { ...holiday, from: '2026-12-24', to: '2026-12-26' }); // within
    await setLeave(plans.deps, bob, { ...holiday, from: '2027-02-01', to: '2027-02-02' });
    expect(await away()).toEqual([
      ['2026-12-16', '2027-01-10'],
      ['2027-02-01', '2027-02-02'],
    ]);
    await comesBackEarly(plans);
    expect(await away()).toEqual([['2027-02-01', '2027-02-02']]);
  });

  test('is away for a year at most, and comes back after they left', async () => {
    const plans = await startPlans({ at });
    const refused = (to: string) => expect(setLeave(plans.deps, bob, { ...holiday, to })).rejects;
    await refused('2027-12-22').toMatchObject({ reason: { kind: 'too-far-ahead', latest: '2027-12-21' } });
    await refused('2026-12-20').toMatchObject({ reason: { kind: 'ends-before-it-starts' } });
    await setLeave(plans.deps, bob, { ...holiday, to: '2027-12-21' });
  });

  test('and comes back early is asked on the day after all', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await setLeave(plans.deps, mira, holiday);
    await comesBackEarly(plans);
    await plans.turnsTo('2026-12-30T12:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-23 09:00 heads-up day-30', '2026-12-30 09:00 checkin day-30']);
  });

  test('and comes back after the day has passed is asked then: it is not lost', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await setLeave(plans.deps, bob, holiday);
    await plans.turnsTo('2027-01-05T10:00:00Z');
    await comesBackEarly(plans);
    await plans.turnsTo('2027-01-05T12:00:00Z');
    expect(await plans.asked()).toEqual(['2027-01-05 11:00 checkin day-30']);
  });

  test('is not reminded meanwhile', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    await setLeave(plans.deps, bob, { ...holiday, from: '2026-12-31' });
    await plans.turnsTo('2027-02-01T12:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-01-11 09:00 remind-1 day-30',
      '2027-01-13 09:00 remind-2 day-30',
    ]);
  });

  test('is not asked while away, though the bot was down and their leave was set before it noticed', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-29T18:00:00Z');
    await plans.isDownUntil('2026-12-30T20:00:00Z'); // waits for the morning
    await setLeave(plans.deps, mira, { ...holiday, from: '2026-12-31' });
    await plans.turnsTo('2027-01-12T12:00:00Z');
    expect((await plans.asked()).slice(1)).toEqual(['2027-01-11 09:00 checkin day-30']);
  });

  test('over two milestones is asked about the later one alone', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30', 'day-60'] });
    await setLeave(plans.deps, bob, { ...holiday, to: '2027-02-05' });
    await plans.turnsTo('2027-02-08T12:00:00Z');
    expect(await plans.asked()).toEqual(['2027-02-08 09:00 checkin day-60']);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'offered' });
  });
});

describe.each(databases)('a holiday, on %s', (database) => {
  const startPlans = plansOn(database);
  const nobodys = { workdays: everyWeekday, country: null, holidays: [] };

  test('of the workspace’s country moves the check-in, and the person may have another country, or none', async () => {
    const plans = await startPlans({ at: '2027-02-05T10:00:00Z' });
    const plan = await plans.starts({ startsOn: '2027-02-05', milestones: ['day-90'] }); // Ascension Day, a Thursday
    const dueOn = async () => (await plans.checkin(plan, 'day-90')).due_on;
    await saveWorkspaceSettings(plans.deps, ada, { ...nobodys, country: 'DE' });
    expect(await dueOn()).toBe('2027-05-07');
    await saveMySettings(plans.deps, bob, { hour: 9, workdays: everyWeekday, country: 'ES' });
    expect(await dueOn()).toBe('2027-05-06');
    await saveMySettings(plans.deps, bob, { hour: 9, workdays: everyWeekday, country: 'none' });
    expect(await dueOn()).toBe('2027-05-06');
    await saveMySettings(plans.deps, bob, { hour: 9, workdays: everyWeekday, country: null });
    expect(await dueOn()).toBe('2027-05-07');
  });

  test('on the workspace’s own list moves everybody’s check-ins, and back when it is taken off the list', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    const closed = ['2026-12-30', '2026-12-31'].map((on) => ({ on, name: 'Closed' }));
    await saveWorkspaceSettings(plans.deps, ada, { ...nobodys, holidays: closed });
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ falls_on: '2026-12-30', due_on: '2027-01-01' });
    await saveWorkspaceSettings(plans.deps, ada, nobodys);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ due_on: '2026-12-30' });
  });

  test('that is listed after the person was asked moves the reminder', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    await saveWorkspaceSettings(plans.deps, ada, { ...nobodys, holidays: [{ on: '2027-01-01', name: 'New Year' }] });
    await plans.turnsTo('2027-01-08T12:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-01-04 09:00 remind-1 day-30',
      '2027-01-06 09:00 remind-2 day-30',
    ]);
  });

  test('is no day on which the bot catches up', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await saveWorkspaceSettings(plans.deps, ada, { ...nobodys, holidays: [{ on: '2026-12-31', name: 'Closed' }] });
    await plans.turnsTo('2026-12-29T18:00:00Z');
    await plans.isDownUntil('2026-12-31T12:00:00Z');
    await plans.turnsTo('2027-01-01T12:00:00Z');
    expect((await plans.asked()).slice(1)).toEqual(['2027-01-01 09:00 checkin day-30']);
  });
});
