import { describe, expect, test } from 'vitest';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { renderer } from '../../src/delivery/messages.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { readStandings } from '../../src/kpis/read-standings.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { endPlan, undoPlan } from '../../src/plans/end-plan.ts';
import { openPlanOf } from '../../src/plans/open-plan.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { forgetMe } from '../../src/privacy/forget-me.ts';
import { Refusal } from '../../src/refusal.ts';
import { lineOf } from '../../src/store/reporting-lines.ts';
import { readReporting } from '../../src/team/reporting.ts';
import { disown, release, setManager, share } from '../../src/team/set-manager.ts';
import { kpisOn, type TestKpis } from '../kpis/start-kpis.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, bob, member, mira } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';

const [joel, sam] = [actor('U0JOEL'), actor('U0SAM')];
const at = '2026-11-24T09:00:00Z';
const setBy = (admin: Actor, { deps }: TestKpis, to: Actor | undefined) =>
  setManager(deps, admin, { personId: bob.personId, managerId: to?.personId });

/** What is said to somebody since the last look, without buttons. */
async function told({ deps, sent, ticks }: TestKpis): Promise<string[]> {
  await ticks();
  const messages = [];
  for (const delivery of sent.splice(0)) {
    const message = await renderer(deps)(delivery);
    if (message)
      messages.push(
        `${delivery.recipientId}: ${
          saidIn(message)
            .replaceAll(/<@(\w+)>/g, '@$1')
            .split('\n')[0]
        }`,
      );
  }
  return messages.sort();
}

const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.reason.kind;
    throw error;
  }
};

describe.each(databases)('who reports to whom on %s', (database) => {
  const start = kpisOn(database);
  const started = async (): Promise<TestKpis> => {
    const kpis = await start({ at });
    for (const { personId } of [joel, sam]) kpis.people.set(personId, member);
    return kpis;
  };

  test('follows the plan, and outlives it: a manager goes on seeing what is recorded', async () => {
    const kpis = await started();
    const plan = await kpis.starts({ startsOn: '2026-11-24' });
    await endPlan(kpis.deps, mira, plan.id);
    await kpis.logs('latency 87', bob);
    expect(await readReporting(kpis.deps, bob, bob.personId)).toMatchObject({
      manager: { id: mira.personId, since: '2026-11-24' },
    });
    expect((await readStandings(kpis.deps, mira, bob.personId)).as).toBe('manager');
    expect((await readDigest({ ...kpis.deps }, mira))?.others.map(({ personId }) => personId)).toEqual([bob.personId]);
  });

  test('is for an admin to say where there is no plan; those whom it concerns are told', async () => {
    const kpis = await started();
    await setBy(ada, kpis, mira);
    expect(await told(kpis)).toEqual([
      'U0BOB: Your manager here is now @U0MIRA, who sees what you record from now on. What came before stays with you, unless you share it.',
      'U0MIRA: @U0BOB reports to you here now. You see what they record from now on; what came before is theirs to share.',
    ]);
    await setBy(ada, kpis, joel);
    expect(await told(kpis)).toEqual([
      'U0BOB: Your manager here is now @U0JOEL, who sees what you record from now on. @U0MIRA no longer sees what you record. What came before stays with you, unless you share it.',
      'U0JOEL: @U0BOB reports to you here now. You see what they record from now on; what came before is theirs to share.',
      'U0MIRA: @U0BOB no longer reports to you here; @U0JOEL is their manager now. I show you nothing more of theirs. What you noted for your one-to-ones stays yours.',
    ]);
    const log = await kpis.deps.db.selectFrom('audit_log').select(['by_id', 'action', 'about_id']).execute();
    expect(log).toEqual(Array(2).fill({ by_id: ada.personId, action: 'set-manager', about_id: bob.personId }));
  });

  test('changes the plan that is under way, which goes on with the new manager', async () => {
    const kpis = await started();
    const plan = await kpis.starts({ startsOn: '2026-11-24' });
    await setBy(ada, kpis, joel);
    expect((await openPlanOf(kpis.deps, joel, bob.personId))?.plan).toMatchObject({
      id: plan.id,
      manager_id: joel.personId,
    });
    expect(await refused(openPlanOf(kpis.deps, mira, bob.personId))).toBe('not-yours-to-see');
    expect(await refused(setBy(ada, kpis, undefined))).toBe('plan-needs-manager');
  });

  test('is said by nobody but admins: not by the manager, the person or a colleague', async () => {
    const kpis = await started();
    for (const somebody of [bob, mira, sam]) expect(await refused(setBy(somebody, kpis, sam))).toBe('admins-only');
    expect(await refused(setBy(ada, kpis, bob))).toBe('own-manager');
    expect(await refused(setBy(ada, kpis, actor('U0NOBODY')))).toBe('no-such-person');
  });

  test('moves what can be seen at that moment: only what is recorded from then on, and more once the person shares it', async () => {
    const kpis = await started();
    const plan = await kpis.starts({ startsOn: '2026-11-24' });
    await endPlan(kpis.deps, mira, plan.id);
    await kpis.logs('latency 87', bob);
    kpis.clock.turnTo(new Date('2026-12-01T09:00:00Z'));
    await setBy(ada, kpis, joel);
    await kpis.logs('drift 0.1', bob);
    const seenBy = async (who: Actor) =>
      (await readStandings(kpis.deps, who, bob.personId)).all.filter(({ last }) => last).map(({ kpi }) => kpi.id);
    expect(await refused(seenBy(mira))).toBe('not-yours-to-see');
    expect(await refused(openPlanOf(kpis.deps, mira, bob.personId))).toBe('not-yours-to-see');
    expect(await seenBy(joel)).toEqual(['drift']);
    expect(await refused(share(kpis.deps, bob, mira.personId))).toBe('other-line');
    await share(kpis.deps, bob, joel.personId);
    expect((await seenBy(joel)).sort()).toEqual(['drift', 'latency']);
  });

  test('is taken over by nobody: only the person and admins begin a plan with another manager', async () => {
    const kpis = await started();
    await setBy(ada, kpis, mira);
    await told(kpis);
    const plan = { startsOn: '2026-12-01', milestones, hour: undefined, personId: bob.personId };
    expect(await refused(startPlan(kpis.deps, sam, { ...plan, managerId: sam.personId }))).toBe('not-yours-to-start');
    await startPlan(kpis.deps, bob, { ...plan, managerId: joel.personId });
    expect(await told(kpis)).toContain(
      'U0MIRA: @U0BOB no longer reports to you here; @U0JOEL is their manager now. I show you nothing more of theirs. What you noted for your one-to-ones stays yours.',
    );
  });

  test('goes back to whoever it was, where a plan with another manager was started by mistake and is taken back', async () => {
    const kpis = await started();
    await setBy(ada, kpis, mira);
    kpis.clock.turnTo(new Date('2026-12-01T09:00:00Z'));
    const plan = { startsOn: '2026-12-01', milestones, hour: undefined, personId: bob.personId };
    const { id } = await startPlan(kpis.deps, bob, { ...plan, managerId: joel.personId });
    await share(kpis.deps, bob, joel.personId);
    await told(kpis);
    await undoPlan(kpis.deps, bob, id);
    expect((await readReporting(kpis.deps, bob, bob.personId)).manager).toEqual({
      id: mira.personId,
      since: '2026-11-24',
    });
    expect(await told(kpis)).toContain(
      'U0MIRA: @U0BOB reports to you here again: the plan with another manager was started by mistake, and is taken back. You see what you saw before.',
    );
  });

  test('is nobody’s who has left or become a guest: a colleague can begin a plan with themself as manager', async () => {
    const kpis = await started();
    await setBy(ada, kpis, mira);
    await kpis.deps.db.updateTable('people').set({ account: 'guest' }).where('id', '=', mira.personId).execute();
    expect((await readReporting(kpis.deps, bob, bob.personId)).manager).toBeUndefined();
    const plan = { startsOn: '2026-12-01', milestones, hour: undefined, personId: bob.personId };
    await startPlan(kpis.deps, sam, { ...plan, managerId: sam.personId });
    expect((await readReporting(kpis.deps, bob, bob.personId)).manager?.id).toBe(sam.personId);
  });

  test('is not shared with whoever it was by an old button of a plan that is over', async () => {
    const kpis = await started();
    const plan = await kpis.starts({ startsOn: '2026-11-24' });
    await endPlan(kpis.deps, mira, plan.id);
    await setBy(ada, kpis, joel);
    expect(await refused(share(kpis.deps, bob, mira.personId))).toBe('other-line');
    expect((await readReporting(kpis.deps, bob, bob.personId)).manager?.id).toBe(joel.personId);
  });

  test('says so where it is so already, and tells nobody', async () => {
    const kpis = await started();
    expect(await setBy(ada, kpis, mira)).toBe(true);
    await told(kpis);
    expect(await setBy(ada, kpis, mira)).toBe(false);
    expect(await told(kpis)).toEqual([]);
  });

  test.each(['forgotten', 'deactivated', 'guest'] as const)(
    'does not go back to whoever is %s by then, where a plan is taken back',
    async (by) => {
      const kpis = await started();
      await setBy(ada, kpis, joel);
      const { id } = await startPlan(kpis.deps, ada, {
        ...{ personId: bob.personId, managerId: mira.personId, startsOn: '2026-11-24', milestones, hour: undefined },
      });
      if (by === 'forgotten') await forgetMe(kpis.deps, joel);
      else await takeInProfile(kpis.deps, joel, { ...member, account: by });
      await told(kpis);
      await undoPlan(kpis.deps, ada, id);
      expect(await lineOf(kpis.deps.db, bob)).toBeUndefined();
      expect((await told(kpis)).filter((line) => line.startsWith(joel.personId))).toEqual([]);
      expect(await readDigest(kpis.deps, joel)).toBeUndefined();
    },
  );

  test('does not go back to whoever asked to be forgotten, be it that they have a plan of their own by then', async () => {
    const kpis = await started();
    await setBy(ada, kpis, joel);
    const { id } = await startPlan(kpis.deps, ada, {
      ...{ personId: bob.personId, managerId: mira.personId, startsOn: '2026-11-24', milestones, hour: undefined },
    });
    await forgetMe(kpis.deps, joel);
    await kpis.starts({ personId: joel.personId, startsOn: '2026-11-24' });
    await undoPlan(kpis.deps, ada, id);
    expect(await lineOf(kpis.deps.db, bob)).toBeUndefined();
  });

  test('goes with a plan that was started by mistake and taken back', async () => {
    const kpis = await started();
    const plan = await kpis.starts({ startsOn: '2026-11-24' });
    await undoPlan(kpis.deps, mira, plan.id);
    expect((await readReporting(kpis.deps, bob, bob.personId)).manager).toBeUndefined();
    expect(await readDigest(kpis.deps, mira)).toBeUndefined();
  });

  test('ends where the person or the manager says that it is not so, and an admin is told in their working hours', async () => {
    const kpis = await started();
    await setBy(ada, kpis, mira);
    await told(kpis);
    expect(await refused(disown(kpis.deps, bob, joel.personId))).toBe('other-line');
    expect(await disown(kpis.deps, bob, mira.personId)).toBeUndefined(); // no plan of theirs stands still
    expect(await told(kpis)).toEqual([
      'U0ADA: @U0BOB says that @U0MIRA is not their manager. Nobody is now: say who it is, so that somebody knows how they are doing.',
      'U0MIRA: @U0BOB no longer reports to you here. I show you nothing more of theirs. What you noted for your one-to-ones stays yours.',
    ]);
    kpis.clock.turnTo(new Date('2026-11-24T10:00:00Z'));
    await setBy(ada, kpis, mira);
    await told(kpis);
    expect(await refused(release(kpis.deps, sam, bob.personId))).toBe('not-yours-to-see');
    expect(await release(kpis.deps, mira, bob.personId)).toBeUndefined();
    expect(await told(kpis)).toEqual([
      'U0ADA: @U0MIRA says that @U0BOB does not report to them. Nobody is now: say who it is, so that somebody knows how they are doing.',
      'U0BOB: For now nobody is named as your manager here. @U0MIRA no longer sees what you record.',
    ]);
  });

  test('is wrong in a plan, too: it stands still where the person says so, and goes on where the manager does', async () => {
    const kpis = await started();
    for (const personId of [bob.personId, joel.personId]) await kpis.starts({ personId, startsOn: '2026-11-24' });
    expect(await refused(disown(kpis.deps, bob, sam.personId))).toBe('other-line');
    expect(await disown(kpis.deps, bob, mira.personId)).toMatchObject({ manager_id: null, state: 'paused' });
    expect(await release(kpis.deps, mira, joel.personId)).toMatchObject({ manager_id: null, state: 'running' });
    expect(await refused(disown(kpis.deps, bob, mira.personId))).toBe('other-line');
    for (const { personId } of [bob, joel]) {
      expect(await refused(release(kpis.deps, mira, personId))).toBe('not-yours-to-see');
      expect(await refused(openPlanOf(kpis.deps, mira, personId))).toBe('not-yours-to-see');
    }
  });

  test('keeps what was shared when the same manager begins another plan', async () => {
    const kpis = await started();
    const plan = await kpis.starts({ startsOn: '2026-11-24' });
    await share(kpis.deps, bob, mira.personId);
    await endPlan(kpis.deps, mira, plan.id);
    const next = await kpis.starts({ startsOn: '2026-12-01' });
    await changePlan(kpis.deps, mira, next.id, {
      ...{ managerId: mira.personId, startsOn: '2026-12-02', milestones, hour: 10 },
    });
    expect((await readReporting(kpis.deps, bob, bob.personId)).manager).toEqual({
      id: mira.personId,
      since: undefined,
    });
  });
});
