import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { watchPeople } from '../src/people-watch.ts';
import { refreshPeople } from '../src/plans/refresh-people.ts';
import { Refusal } from '../src/refusal.ts';
import { findPerson, savePerson } from '../src/store/people.ts';
import { databases } from './support/databases.ts';
import { recordedLog } from './support/log.ts';
import { actor, bob, member, mira, plansOn, type TestPlans } from './support/plans.ts';

const at = '2026-11-30T10:00:00Z';
const newYork = { ...member, timeZone: 'America/New_York' };

const walk = { isStopped: () => false, onFailure: () => {}, pause: async () => {} };

/** Plans of as many people, whom Slack was asked about one after the other. */
async function startMany(plans: TestPlans, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, nth) => `U0NEW${nth}`);
  for (const [nth, personId] of ids.entries()) {
    plans.people.set(personId, member);
    await plans.starts({ personId, startsOn: '2026-11-30', milestones: ['day-30'] });
    const before = new Date(Date.UTC(2026, 10, 29, 0, nth));
    await savePerson(plans.deps.db, actor(personId), { ...member, at: before });
  }
}

/** Notes who is asked about, and answers as it is told. */
function watchedDirectory({ deps }: TestPlans, answer: (personId: string) => void): string[] {
  const { find } = deps.directory;
  const asked: string[] = [];
  deps.directory = {
    ...deps.directory,
    find: async (workspaceId, personId) => {
      asked.push(personId);
      answer(personId);
      return find(workspaceId, personId);
    },
  };
  return asked;
}

describe.each(databases)('people, on %s', (database) => {
  const startPlans = plansOn(database);

  test('are looked up again, whoever was the longest ago first; what has changed meanwhile is taken in', async () => {
    const plans = await startPlans({ at });
    await startMany(plans, 3);
    plans.people.set('U0NEW1', newYork);
    await savePerson(plans.deps.db, actor('U0NEW0'), { ...member, at: new Date('2026-11-30T09:00:00Z') });
    const asked = watchedDirectory(plans, () => {});
    await refreshPeople(plans.deps, walk);
    expect(asked).toEqual(['U0NEW1', 'U0NEW2', 'U0NEW0']); // Mira was asked about when she started the plans
    expect(await findPerson(plans.deps.db, actor('U0NEW1'))).toMatchObject({ time_zone: 'America/New_York' });
  });

  test('whom Slack does not tell about, or does not know, keep nobody else from being looked up', async () => {
    const plans = await startPlans({ at });
    await startMany(plans, 3);
    plans.people.delete('U0NEW1');
    const asked = watchedDirectory(plans, (personId) => {
      if (personId === 'U0NEW0') throw new Refusal({ kind: 'slack-does-not-answer', personId });
    });
    await refreshPeople(plans.deps, walk);
    expect(asked).toEqual(['U0NEW0', 'U0NEW1', 'U0NEW2']);
    plans.clock.turnTo(new Date('2026-11-30T11:00:00Z'));
    await refreshPeople(plans.deps, walk);
    expect(asked.slice(3).sort()).toEqual([mira.personId, 'U0NEW0', 'U0NEW1', 'U0NEW2']); // their turn has come again
  });

  test('who have nothing to do with a plan, or have left, are looked up once a week', async () => {
    const plans = await startPlans({ at });
    await startMany(plans, 1);
    const gone = { ...member, account: 'deactivated' as const };
    plans.people.set('U0NEW0', gone);
    await savePerson(plans.deps.db, actor('U0NEW0'), { ...gone, at: new Date('2026-11-24T10:00:00Z') });
    await savePerson(plans.deps.db, bob, { ...member, at: new Date('2026-11-24T11:00:00Z') });
    const asked = watchedDirectory(plans, () => {});
    const lookUp = async (now: string) => {
      plans.clock.turnTo(new Date(now));
      await refreshPeople(plans.deps, walk);
      return asked.splice(0).filter((id) => id !== mira.personId); // she manages
    };
    expect(await lookUp('2026-12-01T10:00:00Z')).toEqual([]);
    expect(await lookUp('2026-12-01T10:31:00Z')).toEqual(['U0NEW0']);
    expect(await lookUp('2026-12-01T11:02:00Z')).toEqual([bob.personId]);
    expect(await lookUp('2026-12-08T10:31:00Z')).toEqual([]);
    expect(await lookUp('2026-12-08T12:31:00Z')).toEqual(['U0NEW0', bob.personId]);
  });

  test('with a plan have their turn however many others there are', async () => {
    const plans = await startPlans({ at });
    await startMany(plans, 3);
    const long = new Date('2026-10-01T10:00:00Z');
    for (let nth = 0; nth < 120; nth++) await savePerson(plans.deps.db, actor(`U0OLD${nth}`), { ...member, at: long });
    const asked = watchedDirectory(plans, () => {});
    await refreshPeople(plans.deps, walk);
    expect(asked.slice(0, 100).every((id) => id.startsWith('U0OLD'))).toBe(true);
    expect(asked.slice(100)).toEqual(['U0NEW0', 'U0NEW1', 'U0NEW2']);
  });

  test('are not looked up any more once the bot stops, which waits for whoever is being looked up', async () => {
    const plans = await startPlans({ at });
    await startMany(plans, 2);
    plans.people.set('U0NEW0', newYork);
    const slack = new EventEmitter();
    const { find } = plans.deps.directory;
    const asked: string[] = [];
    plans.deps.directory = {
      ...plans.deps.directory,
      find: async (workspaceId, personId) => {
        const answered = once(slack, 'answers');
        asked.push(personId);
        slack.emit('asked');
        await answered;
        return find(workspaceId, personId);
      },
    };
    const isAsked = once(slack, 'asked');
    const watch = watchPeople(plans.deps, recordedLog().log);
    await isAsked;
    const stopped = watch.stop(10_000);
    slack.emit('answers');
    await stopped;
    expect(asked).toEqual(['U0NEW0']);
    expect(await findPerson(plans.deps.db, actor('U0NEW0'))).toMatchObject({ time_zone: 'America/New_York' });
  });
});
