import { describe, expect, test } from 'vitest';
import { personPage } from '../../blocks/team/person-page.ts';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { checkView } from '../../src/local/checks/block-check.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { setLeave } from '../../src/plans/leave.ts';
import { pausePlan } from '../../src/plans/pause-plan.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { insertNote } from '../../src/store/one-to-one-notes.ts';
import { readPerson } from '../../src/team/read-person.ts';
import { digestsOn, joins, type TestDigests } from '../digests/start-digests.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, answers, bob, mira, workspaceId } from '../support/plans.ts';
import { buttonsOf, saidIn } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';

const role = roleGoals(builtInRole());
const cleo = actor('U0CLEO');

async function pageOf({ deps }: TestDigests, reader = mira) {
  const page = await readPerson(deps, reader, bob.personId);
  if (!page) throw new Error('nobody is shown');
  const view = personPage(page);
  expect(checkView(view)).toEqual([]);
  return view;
}

const linesIn = (view: Parameters<typeof saidIn>[0]): string =>
  saidIn(view)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

describe.each(databases)('a person of one’s team, on %s', (database) => {
  const start = digestsOn(database);

  const noteOf = (digests: TestDigests, note: string, more: Partial<Parameters<typeof insertNote>[1]> = {}) =>
    insertNote(digests.deps.db, {
      ...{ id: note, workspace_id: workspaceId, manager_id: mira.personId, person_id: bob.personId, note },
      ...{ is_shared: 0, point: null, written_at: '2026-12-28T09:00:00.000Z', discussed_at: null, ...more },
    });

  test('is shown with where they stand, what comes next, what needs a word, what happened and what was noted', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-12-28T10:00:00Z');
    await answers(digests, plan, 'day-30', { confidence: 4, wentWell: 'sekrit words', onlyForMe: 'sekrit thoughts' });
    await digests.turnsTo('2026-12-29T10:00:00Z');
    await digests.sets(plan, 'access', 'blocked');
    await digests.logs('latency 90 on 2026-12-20');
    await digests.turnsTo('2026-12-30T10:00:00Z');
    await digests.logs('latency 240');
    await digests.sets(plan, 'access', 'done');
    await digests.sets(plan, 'observations', 'blocked');
    await setLeave(digests.deps, bob, { personId: bob.personId, from: '2027-01-07', to: '2027-01-08' });
    await noteOf(digests, 'Ask about <!channel> the course');
    await noteOf(digests, 'Plan the offsite', { is_shared: 1, written_at: '2026-12-29T09:00:00.000Z' });
    await digests.turnsTo('2027-01-04T12:00:00Z');
    const view = await pageOf(digests);
    expect(linesIn(view)).toMatchInlineSnapshot(`
      "<@U0BOB> has reported to you since Wed 25 Nov 2026.
      □□□□ 0 of 4 done  Day 60, Mon 25 Jan
      KPIs: 1 off.
      Next dates
      Day 60 check-in: Mon 25 Jan, 09:00 their time
      The last one of the plan, Month 12: Thu 25 Nov
      Away from Thu 7 Jan to Fri 8 Jan
      Needs a word
      ▲ Still blocked: Write down what you see since Wed 30 Dec. Offer to introduce them to ML Engineers.
      ▲ Off: Inference latency (p95) 240 ms (+150 ms since Sun 20 Dec 2026, worse). On target is 100 ms or less. Offer to bring in Software Engineering (Backend/Platform).
      Prepare the one-to-oneAdd a noteSee progressAll their KPIs
      What happened
      Wed 30 Dec 2026  Done: Get access to data, pipelines, registry and monitoring
      Wed 30 Dec 2026  ▲ Blocked: Write down what you see
      Wed 30 Dec 2026  Inference latency (p95): 240 ms  ▲ Off
      Tue 29 Dec 2026  ▲ Blocked: Get access to data, pipelines, registry and monitoring
      Mon 28 Dec 2026  Day 30 answered, confidence 4 of 5
      Fri 25 Dec 2026  Day 30 check-in asked
      Sun 20 Dec 2026  Inference latency (p95): 90 ms  ● On target
      Since Wed 25 Nov 2026, when they began to report to you. What came before is <@U0BOB>'s to share.
      Your notes
      Tue 29 Dec 2026  Plan the offsite  shared with <@U0BOB>
      Mon 28 Dec 2026  Ask about <!channel> the course
      Only you see these, except what is shared."
    `);
    expect(JSON.stringify(view)).not.toContain('sekrit');
    expect(buttonsOf(view)).toEqual(['Prepare the one-to-one', 'Add a note', 'See progress', 'All their KPIs']);
  });

  test('a goal that was dropped is told there, and one that is open again', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.sets(plan, 'access', 'blocked');
    await digests.turnsTo('2026-11-26T09:00:00Z');
    await digests.sets(plan, 'access', 'dropped');
    await digests.turnsTo('2026-11-27T09:00:00Z');
    await digests.sets(plan, 'access', 'not_started');
    const text = linesIn(await pageOf(digests));
    expect(text).toContain('Thu 26 Nov  Dropped: Get access to data');
    expect(text).toContain('Fri 27 Nov  Reopened: Get access to data');
    expect(text).not.toContain('No longer blocked');
  });

  test('who has not answered can be reminded from there, and nobody whose plan is paused', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-12-28T10:00:00Z');
    expect(buttonsOf(await pageOf(digests))).toContain('Remind now');
    expect(linesIn(await pageOf(digests))).toContain('Fri 25 Dec  Day 30 check-in asked, not answered yet');
    await pausePlan(digests.deps, mira, plan.id, '2027-02-01');
    expect(buttonsOf(await pageOf(digests))).not.toContain('Remind now');
    expect(linesIn(await pageOf(digests))).toContain('Paused until Mon 1 Feb 2027.');
  });

  test('a new manager sees what was recorded since they are that, and none of the notes of the one before', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-11-26T09:00:00Z');
    await digests.sets(plan, 'access', 'blocked');
    await digests.logs('latency 240');
    await noteOf(digests, 'a note of Mira');
    await digests.turnsTo('2026-11-27T09:00:00Z');
    const change = { managerId: cleo.personId, startsOn: '2026-11-25', milestones, hour: 9 };
    await changePlan(digests.deps, ada, plan.id, change);
    await digests.turnsTo('2026-11-30T09:00:00Z');
    await digests.sets(plan, 'observations', 'blocked');
    const text = linesIn(await pageOf(digests, cleo));
    expect(text).toContain('<@U0BOB> has reported to you since Fri 27 Nov.');
    expect(text).toContain('▲ Blocked: Write down what you see');
    for (const older of ['access to data', '240', 'a note of Mira']) expect(text).not.toContain(older);
    expect(await readPerson(digests.deps, mira, bob.personId)).toBeUndefined();
  });

  test('nobody else is shown one: not the person, an admin, a colleague, nor the manager in another workspace', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    await digests.starts({ startsOn: '2026-11-25' });
    for (const reader of [bob, ada, cleo, { ...mira, workspaceId: 'T0OTHER' }])
      expect(await readPerson(digests.deps, reader, bob.personId)).toBeUndefined();
  });

  test('the newest twenty of what happened are told, the others counted, and a day’s readings of a KPI are one', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-12-24T10:00:00Z');
    for (let day = 1; day <= 24; day++) {
      const on = `2026-12-${String(day).padStart(2, '0')}`;
      for (const value of [90, 80 + day]) await digests.logs(`latency ${value} on ${on}`);
    }
    for (let index = 0; index < 12; index++) await noteOf(digests, `${index}${'<'.repeat(1999)}`);
    const text = linesIn(await pageOf(digests));
    expect(text.match(/Inference latency/g)).toHaveLength(20);
    expect(text).toContain('Thu 24 Dec  Inference latency (p95): 104 ms  ◐ At risk');
    expect(text).toContain('and 4 older');
    expect(text).toContain('There are older ones.');
  });
});
