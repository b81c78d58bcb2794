import { describe, expect, test } from 'vitest';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { readMyDigest, saveMyDigest } from '../../src/digests/my-digest.ts';
import { sendDigests } from '../../src/digests/send-digests.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { endPlan } from '../../src/plans/end-plan.ts';
import { dropLeave, setLeave } from '../../src/plans/leave.ts';
import { refreshPeople } from '../../src/plans/refresh-people.ts';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { declinePlan } from '../../src/plans/without-manager.ts';
import { saveMySettings } from '../../src/settings/my-settings.ts';
import { nextOfEach } from '../../src/store/next-moments.ts';
import { leaveOf } from '../../src/store/people.ts';
import { databases } from '../support/databases.ts';
import { ada, member, mira } from '../support/plans.ts';
import { digestsOn, joins, type TestDigests } from './start-digests.ts';

const tuesday = '2026-11-24T09:00:00Z'; // 10:00 in Berlin
const usual = { weekday: 1, hour: 9, isOn: true, emptyWeeks: 'line' as const, muted: [] };
const takesIn = ({ deps, people }: TestDigests) => takeInProfile(deps, mira, people.get(mira.personId) ?? member);
const looksUp = ({ deps }: TestDigests) =>
  refreshPeople(deps, { isStopped: () => false, onFailure: () => {}, pause: async () => {} });
const chooses = ({ deps }: TestDigests, choice: Partial<Parameters<typeof saveMyDigest>[2]>) =>
  saveMyDigest(deps, mira, { ...usual, ...choice });

describe.each(databases)('digests on %s', (database) => {
  const start = digestsOn(database);
  const started = async (at = tuesday) => {
    const digests = await start({ at });
    const plan = await digests.starts({ startsOn: '2026-11-24' });
    await digests.ticks();
    return { digests, plan };
  };

  test('come to a manager on Mondays at nine, and to nobody else', async () => {
    const { digests } = await started();
    await digests.turnsTo('2026-12-16T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00', '2026-12-07 09:00', '2026-12-14 09:00']);
    expect(digests.digests.every(({ to }) => to === mira.personId)).toBe(true);
  });

  test('come at the hour of the manager’s own clock, also after they have moved', async () => {
    const digests = await start({ at: tuesday });
    digests.people.set(mira.personId, { ...member, timeZone: 'America/New_York' });
    await digests.starts({ startsOn: '2026-11-24' });
    await digests.turnsTo('2026-12-02T00:00:00Z');
    expect(digests.digests.map(({ at }) => at)).toEqual(['2026-11-30 09:00']);
    digests.people.set(mira.personId, { ...member, timeZone: 'Asia/Tokyo' });
    await saveMySettings(digests.deps, mira, { hour: 9, workdays: [1, 2, 3, 4, 5], country: null });
    await digests.turnsTo('2026-12-07T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00', '2026-12-07 09:00']);
    expect((await digests.nextDueAt())?.toISOString()).toBe('2026-12-14T00:00:00.000Z');
  });

  test('follow a zone that Slack tells of, be it at once or when people are looked up', async () => {
    const inNewYork = { ...member, timeZone: 'America/New_York' };
    for (const tells of [takesIn, looksUp]) {
      const digests = await start({ at: tuesday });
      digests.people.set(mira.personId, inNewYork);
      await digests.starts({ startsOn: '2026-11-24' });
      await digests.turnsTo('2026-12-02T12:00:00Z');
      digests.people.set(mira.personId, { ...member, timeZone: 'Asia/Tokyo' });
      await tells(digests);
      await digests.turnsTo('2026-12-09T00:00:00Z');
      expect(digests.digests.map(({ at }) => at)).toEqual(['2026-11-30 09:00', '2026-12-07 09:00']);
    }
  });

  test('follow it, too, where it is taken in because a plan of the manager’s own begins', async () => {
    const digests = await start({ at: tuesday });
    digests.people.set(mira.personId, { ...member, timeZone: 'America/New_York' });
    joins(digests, 'U0CLEO');
    await digests.starts({ startsOn: '2026-11-24' });
    await digests.turnsTo('2026-12-02T12:00:00Z');
    digests.people.set(mira.personId, { ...member, timeZone: 'Asia/Tokyo' });
    await digests.starts({ startsOn: '2026-12-02', personId: mira.personId, managerId: 'U0CLEO' });
    await digests.turnsTo('2026-12-08T00:00:00Z');
    const ofMira = digests.digests.filter(({ to }) => to === mira.personId);
    expect(ofMira.map(({ at }) => at)).toEqual(['2026-11-30 09:00', '2026-12-07 09:00']);
  });

  test('come on the next working day where it is a day off, be that said beforehand or in the night before', async () => {
    const { digests } = await started();
    await setLeave(digests.deps, mira, { personId: mira.personId, from: '2026-11-30', to: '2026-12-01' });
    await digests.turnsTo('2026-12-13T22:00:00Z');
    expect(digests.times()).toEqual(['2026-12-02 09:00', '2026-12-07 09:00']);
    await setLeave(digests.deps, mira, { personId: mira.personId, from: '2026-12-14', to: '2026-12-14' });
    await digests.turnsTo('2026-12-16T00:00:00Z');
    expect(digests.times().at(-1)).toBe('2026-12-15 09:00');
  });

  test('of a Friday that is a day off come on Monday, also once that leave is over, and Friday’s own comes too', async () => {
    const { digests } = await started();
    await chooses(digests, { weekday: 5 });
    await setLeave(digests.deps, mira, { personId: mira.personId, from: '2026-11-26', to: '2026-11-27' });
    await digests.turnsTo('2026-12-05T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00', '2026-12-04 09:00']);
  });

  test('come each week, also after one that leave has moved to its Friday', async () => {
    const { digests } = await started();
    await setLeave(digests.deps, mira, { personId: mira.personId, from: '2026-11-30', to: '2026-12-03' });
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual(['2026-12-04 09:00', '2026-12-07 09:00']);
  });

  test('come at once where leave that was set over weeks is taken back on a day after theirs', async () => {
    const { digests } = await started();
    await setLeave(digests.deps, mira, { personId: mira.personId, from: '2026-11-30', to: '2026-12-11' });
    await digests.turnsTo('2026-12-02T11:00:00Z');
    expect(digests.times()).toEqual([]);
    const [away] = await leaveOf(digests.deps.db, { ...mira, ids: [mira.personId] }, '2026-12-02');
    await dropLeave(digests.deps, mira, { personId: mira.personId, leaveId: away?.id ?? 'none' });
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual(['2026-12-02 12:00', '2026-12-07 09:00']);
  });

  test('come late in the week that they are for, in working hours, and not for a week that is over', async () => {
    const { digests } = await started();
    await digests.isDownUntil('2026-12-02T20:00:00Z');
    expect(digests.times()).toEqual([]);
    await digests.turnsTo('2026-12-04T00:00:00Z');
    expect(digests.times()).toEqual(['2026-12-03 09:00']);
    await digests.isDownUntil('2026-12-22T10:00:00Z');
    expect(digests.times()).toEqual(['2026-12-03 09:00', '2026-12-22 11:00']);
    await digests.turnsTo('2026-12-29T00:00:00Z');
    expect(digests.times()).toEqual(['2026-12-03 09:00', '2026-12-22 11:00', '2026-12-28 09:00']);
  });

  test('that wait until their week is over are dropped, and what they would have told is in the next', async () => {
    const { digests, plan } = await started();
    await digests.turnsTo('2026-11-27T10:00:00Z');
    await digests.sets(plan, 'first-of-day-30', 'done');
    await digests.isDownUntil('2026-12-04T20:00:00Z'); // Friday night: working hours begin on Monday
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.times()).toEqual(['2026-12-07 09:00']);
    expect(digests.last()).toContain('done: First of day-30');
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).not.toContain('done:');
  });

  test('come on the day and at the hour that a manager chooses, and not at all where it is off', async () => {
    const { digests } = await started();
    expect(await chooses(digests, { weekday: 4, hour: 15 })).toMatchObject({
      nextAt: new Date('2026-11-26T14:00:00Z'),
    });
    await digests.turnsTo('2026-11-28T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-26 15:00']);
    expect(await chooses(digests, { isOn: false })).toMatchObject({ nextAt: undefined });
    await digests.turnsTo('2026-12-20T00:00:00Z');
    expect(digests.times()).toHaveLength(1);
    expect(await chooses(digests, {})).toMatchObject({ nextAt: new Date('2026-12-21T08:00:00Z') });
    await digests.turnsTo('2026-12-22T00:00:00Z');
    expect(digests.times()).toHaveLength(2);
  });

  test('come once a week, whichever day is chosen after one has come', async () => {
    const { digests } = await started();
    await digests.turnsTo('2026-12-01T12:00:00Z');
    expect(await chooses(digests, { weekday: 5 })).toMatchObject({ nextAt: new Date('2026-12-11T08:00:00Z') });
    await digests.turnsTo('2026-12-11T12:00:00Z');
    expect(await chooses(digests, { weekday: 1 })).toMatchObject({ nextAt: new Date('2026-12-14T08:00:00Z') });
    await digests.turnsTo('2026-12-15T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00', '2026-12-11 09:00', '2026-12-14 09:00']);
  });

  test('come at once, and once, where this week’s is chosen to be at a time that has passed', async () => {
    const { digests } = await started();
    await chooses(digests, { hour: 16 });
    await digests.turnsTo('2026-11-30T12:00:00Z');
    expect(digests.times()).toEqual([]);
    const noon = new Date('2026-11-30T12:00:00Z');
    expect(await chooses(digests, {})).toMatchObject({ nextAt: noon, now: noon });
    await digests.turnsTo('2026-11-30T12:30:00Z');
    for (const choice of [{ isOn: false }, {}, { muted: ['U0SAM'] }, { hour: 17 }, { weekday: 3 }, {}])
      await chooses(digests, choice);
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 13:00', '2026-12-07 09:00']);
  });

  test('are not lost where the settings are saved before anybody has looked whether one is due', async () => {
    const { digests } = await started();
    digests.clock.turnTo(new Date('2026-11-30T08:00:30Z'));
    expect(await chooses(digests, { emptyWeeks: 'skip', muted: ['U0SAM'] })).toMatchObject({
      nextAt: new Date('2026-11-30T08:00:00Z'),
    });
    await digests.turnsTo('2026-12-01T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00']);
  });

  test('wait for working hours where their new time has passed, and for the next week once these are over', async () => {
    const { digests } = await started();
    await chooses(digests, { weekday: 5, hour: 20 });
    await digests.turnsTo('2026-12-03T18:00:00Z'); // Thursday evening
    expect(await chooses(digests, {})).toMatchObject({ nextAt: new Date('2026-12-04T08:00:00Z') });
    await chooses(digests, { weekday: 5, hour: 20 });
    await digests.turnsTo('2026-12-04T18:00:00Z'); // Friday evening, an hour before it
    expect(await chooses(digests, {})).toMatchObject({ nextAt: new Date('2026-12-07T08:00:00Z') });
  });

  test('that could not go out tell nothing twice and lose nothing: the next one tells it', async () => {
    const { digests, plan } = await started();
    await digests.turnsTo('2026-11-27T10:00:00Z');
    await digests.sets(plan, 'first-of-day-30', 'done');
    digests.clock.turnTo(new Date('2026-11-30T08:00:00Z'));
    await sendDigests(digests.deps); // and Slack does not answer for a week
    digests.clock.turnTo(new Date('2026-12-07T08:00:00Z'));
    await digests.ticks();
    expect(digests.times()).toEqual(['2026-12-07 09:00']);
    expect(digests.last()).toContain('done: First of day-30');
  });

  test('of a week without news are a line, or do not come where that is chosen', async () => {
    const { digests } = await started();
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.last()).toBe('Your team this week: nothing new with the one person you manage since Mon 30 Nov.');
    await chooses(digests, { emptyWeeks: 'skip' });
    await digests.turnsTo('2026-12-15T00:00:00Z');
    expect(digests.times()).toHaveLength(2);
  });

  test('go with the manager: the former one gets none, and the new one only what is recorded from then on', async () => {
    const { digests, plan } = await started();
    await digests.turnsTo('2026-12-01T12:00:00Z');
    await digests.sets(plan, 'first-of-day-30', 'done');
    await digests.turnsTo('2026-12-01T13:00:00Z');
    const change = { managerId: ada.personId, startsOn: '2026-11-24', milestones, hour: 9 };
    await changePlan(digests.deps, ada, plan.id, change);
    await digests.turnsTo('2026-12-02T12:00:00Z');
    await digests.sets(plan, 'second-of-day-30', 'done');
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00']);
    expect(digests.times(ada)).toEqual(['2026-12-07 09:00']);
    expect(digests.last(ada)).toContain('done: Second of day-30');
    expect(digests.last(ada)).not.toContain('First of day-30');
    expect(await readMyDigest(digests.deps, mira)).toBeUndefined();
  });

  test('outlive a plan: whoever was its manager is who its person reports to', async () => {
    const { digests, plan } = await started();
    await endPlan(digests.deps, mira, plan.id);
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00', '2026-12-07 09:00']);
  });

  test('rest while nobody reports to the manager, leave nothing that is due, and come back as they were set', async () => {
    const { digests, plan } = await started();
    await saveMyDigest(digests.deps, mira, { ...usual, weekday: 2, muted: ['U0SAM'] });
    await declinePlan(digests.deps, mira, plan.id);
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual([]);
    expect(await nextOfEach(digests.deps.db)).toMatchObject({ digest: undefined });
    expect(await saveMyDigest(digests.deps, mira, usual)).toBeUndefined();
    digests.people.set('U0JOEL', member);
    await digests.starts({ startsOn: '2026-12-08', personId: 'U0JOEL' });
    await digests.turnsTo('2026-12-16T00:00:00Z');
    expect(digests.times()).toEqual(['2026-12-08 09:00', '2026-12-15 09:00']);
    expect(await readMyDigest(digests.deps, mira)).toMatchObject({ weekday: 2, muted: ['U0SAM'] });
  });

  test('do not come to a manager who has become a guest', async () => {
    const { digests } = await started();
    await digests.deps.db.updateTable('people').set({ account: 'guest' }).where('id', '=', mira.personId).execute();
    await digests.turnsTo('2026-12-08T00:00:00Z');
    expect(digests.times()).toEqual([]);
  });

  test('come once, though several processes look for them at the same moment', async () => {
    const { digests } = await started();
    digests.clock.turnTo(new Date('2026-11-30T08:00:00Z'));
    await Promise.all([1, 2, 3, 4].map(() => sendDigests(digests.deps)));
    await digests.turnsTo('2026-12-01T00:00:00Z');
    expect(digests.times()).toEqual(['2026-11-30 09:00']);
    const rows = await digests.deps.db.selectFrom('deliveries').select('id').where('kind', '=', 'digest').execute();
    expect(rows).toHaveLength(1);
  });
});
