import { describe, expect, test } from 'vitest';
import { refreshPeople } from '../../src/plans/refresh-people.ts';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { eraseWhoLeft } from '../../src/privacy/erase-left.ts';
import { Refusal } from '../../src/refusal.ts';
import { countRowsOf } from '../../src/store/erase.ts';
import { findPerson, savePerson } from '../../src/store/people.ts';
import { lineOf } from '../../src/store/reporting-lines.ts';
import { databases } from '../support/databases.ts';
import { actor, answers, bob, member, mira, plansOn, type TestPlans } from '../support/plans.ts';

const at = '2026-11-24T09:00:00Z';
const gone = { ...member, account: 'deactivated' as const };
const walk = {
  isStopped: () => false,
  onFailure: (error: unknown) => {
    throw error;
  },
  pause: async () => {},
};

const erases = ({ deps }: TestPlans) => eraseWhoLeft(deps, walk);

/** Slack says so at that moment, and tells the bot. */
async function leaves(plans: TestPlans, who: typeof bob, instant: string): Promise<void> {
  await plans.turnsTo(instant);
  plans.people.set(who.personId, gone);
  await takeInProfile(plans.deps, who, gone);
  await plans.ticks();
}

const rowsOf = async ({ deps }: TestPlans, who: typeof bob) => (await countRowsOf(deps.db, who)).length;

describe.each(databases)('whoever leaves the company, on %s', (database) => {
  const start = plansOn(database);

  test('is forgotten 90 days after their account was closed, and not a moment before', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    await plans.turnsTo('2026-12-02T10:00:00Z');
    await answers(plans, plan, 'day-30', { help: 'the warehouse' });
    await leaves(plans, bob, '2026-12-03T10:00:00Z');
    await plans.turnsTo('2027-03-03T09:59:59Z');
    await erases(plans);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'answered' });
    const sentBefore = plans.sent.length;
    await plans.turnsTo('2027-03-03T10:00:00Z');
    await erases(plans);
    await erases(plans);
    await plans.ticks();
    expect(await rowsOf(plans, bob)).toBe(0);
    expect(await findPerson(plans.deps.db, bob)).toBeUndefined();
    const told = plans.sent.slice(sentBefore);
    expect(told.map(({ recipientId, details }) => [recipientId, details])).toEqual([
      [mira.personId, expect.objectContaining({ news: { kind: 'left' }, personId: bob.personId })],
    ]);
    const entries = await plans.deps.db.selectFrom('audit_log').select(['by_id', 'action', 'about_id']).execute();
    expect(entries).toEqual([{ by_id: 'role-coach', action: 'erase-left', about_id: bob.personId }]);
  });

  test('at night, and whom it concerns hears of it when their work begins', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await leaves(plans, bob, '2026-12-05T23:00:00Z'); // 90 days later it is a Friday night
    await plans.turnsTo('2027-03-05T23:00:00Z');
    const sentBefore = plans.sent.length;
    await erases(plans);
    await plans.turnsTo('2027-03-08T07:59:00Z');
    expect(plans.sent.slice(sentBefore).filter(({ kind }) => kind === 'plan-news')).toEqual([]);
    await plans.turnsTo('2027-03-08T09:01:00Z');
    expect(plans.sent.slice(sentBefore).map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ news: { kind: 'left' } }),
    );
  });

  test('and comes back before that loses nothing, and has 90 days anew should they leave again', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await leaves(plans, bob, '2026-12-01T10:00:00Z');
    const before = await rowsOf(plans, bob);
    await plans.turnsTo('2027-02-26T10:00:00Z');
    plans.people.set(bob.personId, member);
    await takeInProfile(plans.deps, bob, member);
    expect(await findPerson(plans.deps.db, bob)).toMatchObject({ account: 'member', deactivated_at: null });
    await leaves(plans, bob, '2027-02-27T10:00:00Z');
    await plans.turnsTo('2027-05-01T10:00:00Z');
    await erases(plans);
    expect(await rowsOf(plans, bob)).toBe(before);
    expect(await findPerson(plans.deps.db, bob)).toMatchObject({ deactivated_at: '2027-02-27T10:00:00.000Z' });
  });

  test('and is back without Slack having told the bot is asked about once more, and kept', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await leaves(plans, bob, '2026-12-01T10:00:00Z');
    plans.people.set(bob.personId, member);
    await plans.turnsTo('2027-03-02T10:00:00Z');
    await erases(plans);
    expect(await findPerson(plans.deps.db, bob)).toMatchObject({ account: 'member', deactivated_at: null });
  });

  test('is kept while Slack does not answer, and keeps nobody else from being forgotten', async () => {
    const plans = await start({ at });
    for (const id of ['U0ONE', 'U0TWO']) {
      await savePerson(plans.deps.db, actor(id), { ...gone, at: new Date('2026-08-01T10:00:00Z') });
      plans.people.set(id, gone);
    }
    const { find } = plans.deps.directory;
    plans.deps.directory = {
      ...plans.deps.directory,
      find: async (workspaceId, personId) => {
        if (personId === 'U0ONE') throw new Refusal({ kind: 'slack-does-not-answer', personId });
        return find(workspaceId, personId);
      },
    };
    await erases(plans);
    expect(await findPerson(plans.deps.db, actor('U0ONE'))).toBeDefined();
    expect(await findPerson(plans.deps.db, actor('U0TWO'))).toBeUndefined();
    plans.deps.directory = { ...plans.deps.directory, find };
    await erases(plans);
    expect(await findPerson(plans.deps.db, actor('U0ONE'))).toBeUndefined();
  });

  test('is noticed where Slack’s event was missed, with a plan or without: within a week', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await plans.deps.db.updateTable('plans').set({ state: 'ended', ended_at: '2026-11-24T09:00:00.000Z' }).execute();
    plans.people.set(bob.personId, gone);
    await plans.turnsTo('2026-11-30T09:00:00Z');
    await refreshPeople(plans.deps, walk);
    expect(await findPerson(plans.deps.db, bob)).toMatchObject({ account: 'member' }); // no plan: asked about once a week
    await plans.turnsTo('2026-12-01T09:30:00Z');
    await refreshPeople(plans.deps, walk);
    expect(await findPerson(plans.deps.db, bob)).toMatchObject({ deactivated_at: '2026-12-01T09:30:00.000Z' });
    await plans.turnsTo('2027-03-01T09:30:00Z');
    await erases(plans);
    expect(await rowsOf(plans, bob)).toBe(0);
    expect(await lineOf(plans.deps.db, bob)).toBeUndefined();
  });

  test('as a manager is none any more: those who reported to them and the admins hear that another is needed', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    await leaves(plans, mira, '2026-12-01T10:00:00Z');
    await plans.turnsTo('2027-03-01T10:00:00Z');
    const sentBefore = plans.sent.length;
    await erases(plans);
    await plans.ticks();
    const row = await plans.deps.db.selectFrom('plans').selectAll().where('id', '=', plan.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ manager_id: null, attention: 'no-manager' });
    expect(await lineOf(plans.deps.db, bob)).toBeUndefined();
    const told = plans.sent.slice(sentBefore).map(({ recipientId, kind }) => `${kind} to ${recipientId}`);
    expect(told.sort()).toEqual(['attention to U0ADA', 'plan-news to U0BOB']);
    expect(await findPerson(plans.deps.db, bob)).toBeDefined();
  });

  test('is forgotten once where two processes look at the same moment', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await leaves(plans, bob, '2026-12-01T10:00:00Z');
    await plans.turnsTo('2027-03-01T10:00:00Z');
    const sentBefore = plans.sent.length;
    await Promise.all([1, 2, 3].map(() => erases(plans)));
    await plans.ticks();
    expect(plans.sent.length - sentBefore).toBe(1);
    expect(await plans.deps.db.selectFrom('audit_log').select('action').execute()).toEqual([{ action: 'erase-left' }]);
  });
});
