import { describe, expect, test } from 'vitest';
import { remindPerson } from '../../src/digests/remind-person.ts';
import { endPlan } from '../../src/plans/end-plan.ts';
import { pausePlan, resumePlan } from '../../src/plans/pause-plan.ts';
import { forgetMe, readToForget } from '../../src/privacy/forget-me.ts';
import { forgetNews } from '../../src/store/news-deliveries.ts';
import { disown, setManager } from '../../src/team/set-manager.ts';
import { databases } from '../support/databases.ts';
import { ada, answers, bob, member, mira, plansOn, workspaceId } from '../support/plans.ts';
import { placesOf } from './places-of.ts';

const at = '2026-11-24T09:00:00Z';
const joel = { workspaceId, personId: 'U0JOEL' };

describe.each(databases)('a plan of whoever is forgotten, on %s', (database) => {
  const start = plansOn(database);

  test('ends, and its manager is told that, and no more', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    await plans.turnsTo('2026-12-02T10:00:00Z');
    await answers(plans, plan, 'day-30', { help: 'the warehouse' });
    const sentBefore = plans.sent.length;
    await forgetMe(plans.deps, bob);
    await plans.ticks();
    const told = plans.sent.slice(sentBefore);
    expect(told.map(({ recipientId, kind }) => [recipientId, kind])).toEqual([[mira.personId, 'plan-news']]);
    expect(told[0]?.details).toMatchObject({ news: { kind: 'forgotten' }, personId: bob.personId });
    await plans.turnsTo('2027-02-01T10:00:00Z');
    expect(plans.sent).toHaveLength(sentBefore + 1);
  });

  test('of whoever manages somebody without a plan: that person hears that they have no manager for now', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    await endPlan(plans.deps, mira, plan.id);
    await plans.ticks();
    const sentBefore = plans.sent.length;
    await forgetMe(plans.deps, mira);
    await plans.ticks();
    const told = plans.sent.slice(sentBefore);
    expect(told.map(({ recipientId, kind }) => [recipientId, kind])).toEqual([[bob.personId, 'line-news']]);
  });

  test('sends nothing more of what waited, be it for them or of them', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    const waiting = {
      ...{
        workspace_id: workspaceId,
        priority: 0,
        details: '{}',
        timing: 'at-once' as const,
        state: 'waiting' as const,
      },
      ...{ due_at: '2026-11-25T09:00:00.000Z', created_at: at, attempts: 0, plan_id: null, checkin_id: null },
      ...{ owner: null, lease_until: null, channel: null, ts: null, error: null, settled_at: null },
    };
    const ofOther = `news:other-plan:ended:${mira.personId}:1`;
    await plans.deps.db
      .insertInto('deliveries')
      .values([
        { ...waiting, id: '1', key: 'prompt:1', kind: 'prompt', recipient_id: bob.personId },
        { ...waiting, id: '2', key: `news:${plan.id}:paused:1`, kind: 'plan-news', recipient_id: mira.personId },
        { ...waiting, id: '3', key: ofOther, kind: 'plan-news', recipient_id: mira.personId },
      ])
      .execute();
    await forgetMe(plans.deps, bob);
    const left = await plans.deps.db
      .selectFrom('deliveries')
      .select(['id', 'state'])
      .where('id', 'in', ['1', '2', '3']);
    expect(await left.orderBy('id').execute()).toEqual([
      { id: '2', state: 'dropped' },
      { id: '3', state: 'waiting' },
    ]);
  });

  test('that is over already is nobody’s news', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    const ended = { state: 'ended' as const, ended_at: at };
    await plans.deps.db.updateTable('plans').set(ended).where('id', '=', plan.id).execute();
    const sentBefore = plans.sent.length;
    await forgetMe(plans.deps, bob);
    await plans.ticks();
    expect(plans.sent).toHaveLength(sentBefore);
  });

  test('leaves nothing behind with those who heard of it: what they were told goes, and that it was asked for in a week', async () => {
    const plans = await start({ at });
    plans.people.set(joel.personId, member);
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    const { deps } = plans;
    await plans.turnsTo('2026-12-02T10:00:00Z'); // day 30 is asked about
    await remindPerson(deps, mira, bob.personId);
    await pausePlan(deps, bob, plan.id, '2026-12-07');
    await resumePlan(deps, ada, plan.id);
    await setManager(deps, ada, { personId: bob.personId, managerId: joel.personId });
    await disown(deps, bob, joel.personId);
    await setManager(deps, ada, { personId: bob.personId, managerId: mira.personId });
    await plans.turnsTo('2026-12-03T10:00:00Z');
    expect([...new Set(plans.sent.map(({ kind }) => kind))]).toEqual(
      expect.arrayContaining(['reminder-asked', 'plan-news']),
    );
    await forgetMe(deps, bob);
    await plans.ticks();
    const named = await deps.db.selectFrom('deliveries').select(['recipient_id', 'details']).execute();
    expect(named.filter(({ details }) => details.includes(bob.personId))).toEqual([
      { recipient_id: mira.personId, details: expect.stringContaining('forgotten') },
    ]);
    await forgetNews(deps.db, new Date('2026-12-10T11:00:00Z'));
    expect(await placesOf(deps.db, bob.personId)).toEqual(['audit_log.about_id', 'audit_log.by_id']);
  });

  test('can be started again afterwards, from nothing', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await forgetMe(plans.deps, bob);
    await plans.starts({ startsOn: '2026-11-24' });
    expect((await readToForget(plans.deps, bob)).counts).toContainEqual({ table: 'plans', rows: 1 });
  });
});

describe.each(databases)('a manager who is forgotten, on %s', (database) => {
  const start = plansOn(database);

  test('is none any more: the person and the admins hear of it, and the plan goes on', async () => {
    const plans = await start({ at });
    const plan = await plans.starts({ startsOn: '2026-11-02' });
    const sentBefore = plans.sent.length;
    await forgetMe(plans.deps, mira);
    await plans.ticks();
    const row = await plans.deps.db.selectFrom('plans').selectAll().where('id', '=', plan.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      manager_id: null,
      attention: 'no-manager',
      state: 'running',
      created_by: mira.personId,
    });
    const told = plans.sent.slice(sentBefore).map(({ recipientId, kind }) => `${kind} to ${recipientId}`);
    expect(told.sort()).toEqual(['attention to U0ADA', 'plan-news to U0BOB']);
    await plans.turnsTo('2026-12-02T10:00:00Z');
    expect(await plans.asked()).toContain('2026-12-02 09:00 checkin day-30');
  });
});

describe.each(databases)('of whom nothing is kept, on %s', (database) => {
  const start = plansOn(database);

  test('nothing is there to forget, and nothing is written down', async () => {
    const { deps } = await start({ at });
    expect(await readToForget(deps, joel)).toMatchObject({ counts: [], hasPlan: false, managed: [] });
    await forgetMe(deps, joel);
    expect(await deps.db.selectFrom('audit_log').selectAll().execute()).toEqual([]);
  });

  test('it can be asked for twice, and is written down once', async () => {
    const plans = await start({ at });
    await plans.starts({ startsOn: '2026-11-02' });
    await forgetMe(plans.deps, bob);
    await forgetMe(plans.deps, bob);
    const entries = await plans.deps.db.selectFrom('audit_log').select(['action', 'about_id', 'details']).execute();
    expect(entries).toEqual([{ action: 'forget-me', about_id: bob.personId, details: '{}' }]);
  });
});
