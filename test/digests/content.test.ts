import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../blocks/digests/digest.ts';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { saveMyDigest } from '../../src/digests/my-digest.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { remindPerson } from '../../src/digests/remind-person.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { pausePlan } from '../../src/plans/pause-plan.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { markAllDiscussed, markSeenDiscussed, undoDiscussed } from '../../src/team/discussed.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, answers, bob, mira } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';
import { digestsOn, digestText, joins, seenNow, type TestDigests } from './start-digests.ts';

const role = roleGoals(builtInRole());
const [cleo, dan, eve] = [actor('U0CLEO'), actor('U0DAN'), actor('U0EVE')];
const monday = '2026-11-30';

const asked = async ({ deps }: TestDigests, reader = mira): Promise<string> => {
  const digest = await readDigest(deps, reader);
  return digest ? digestText(digestMessage(digest, 1)) : 'nothing';
};

describe.each(databases)('what a digest says, on %s', (database) => {
  const start = digestsOn(database);

  test('in a first week: who has begun, and with what', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId, dan.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.starts({ startsOn: '2026-12-07', personId: cleo.personId });
    await digests.turnsTo('2026-11-26T09:00:00Z');
    await digests.sets(plan, 'access', 'in_progress');
    await digests.turnsTo(`${monday}T09:00:00Z`);
    expect(digests.last()).toMatchInlineSnapshot(`
      "Your team this week
      Nobody is stuck or late, as far as I know. What is new since Wed 25 Nov:
      <@U0BOB>  Day 30 □□□□□ 0 of 5 done · new plan, from Wed 25 Nov · one goal begun
      <@U0CLEO>  Day 30 □□□□□ 0 of 5 done · new plan, from Mon 7 Dec"
    `);
  });

  test('in a week with troubles: the worst first, each with what a manager can do, and the others in a line', async () => {
    const digests = await troubledWeek();
    expect(digests.last()).toMatchInlineSnapshot(`
      "Your team this week
      3 of your 4 people need a word. Beside each name: what is new since Mon 28 Dec.
      <@U0BOB>  Day 60 □□□□ 0 of 4 done · Day 30 answered
      ▲ Blocked: Get access to data, pipelines, registry and monitoring since Mon 28 Dec. Offer to introduce them to Data Engineering. To ask for: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      <@U0CLEO>  Day 60 □□□□ 0 of 4 done
      Day 30 check-in never answered, asked Fri 25 Dec. Ask what got in the way; it can still be answered.
      <@U0DAN>  Day 90 □□□□ 0 of 4 done · Day 60 answered · 4 goals begun
      ▲ Off: Inference latency (p95) 240 ms (+60 ms since Tue 29 Dec 2026, worse). On target is 100 ms or less. Offer to bring in Software Engineering (Backend/Platform).
      Confidence fell from 4 to 2 of 5 with Day 60, Wed 30 Dec. Ask what changed.
      The others
      <@U0EVE>  Day 60 □□□□ 0 of 4 done · Day 30 answer changed · done: Reproduce a training pipeline end to end"
    `);
  });

  test('in a week after everything was talked about: only what is new', async () => {
    const digests = await troubledWeek();
    for (const { personId } of [bob, cleo, dan]) await markAllDiscussed(digests.deps, mira, seenNow(digests, personId));
    await digests.turnsTo('2027-01-05T10:00:00Z');
    await digests.logs('latency 230', dan);
    await digests.turnsTo('2027-01-11T12:00:00Z');
    expect(digests.last()).toMatchInlineSnapshot(`
      "Your team this week
      1 of your 4 people needs a word. Beside each name: what is new since Mon 4 Jan.
      <@U0DAN>  Day 90 □□□□ 0 of 4 done
      ▲ Off: Inference latency (p95) 230 ms (−10 ms since Wed 30 Dec 2026, better). On target is 100 ms or less. Offer to bring in Software Engineering (Backend/Platform).
      Nothing new with 3 others. Discussed and unchanged: 3."
    `);
  });

  test('a KPI that is on target again is told of once', async () => {
    const digests = await troubledWeek();
    await digests.turnsTo('2027-01-06T10:00:00Z');
    await digests.logs('latency 90', dan);
    await digests.turnsTo('2027-01-11T12:00:00Z');
    expect(digests.last()).toContain('● on target again: Inference latency (p95) 90 ms');
    await digests.logs('latency 85', dan);
    await digests.turnsTo('2027-01-18T12:00:00Z');
    expect(digests.last()).not.toContain('on target again');
  });

  /** Day 30 of four people, and the Monday after it. */
  async function troubledWeek(): Promise<TestDigests> {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const people = [cleo, dan, eve];
    joins(digests, ...people.map(({ personId }) => personId));
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    const others = [];
    for (const { personId } of people) others.push(await digests.starts({ startsOn: '2026-11-25', personId }));
    const [, ofDan = plan, ofEve = plan] = others;
    await answers(digests, ofEve, 'day-30', { confidence: 4 });
    await answers(digests, ofDan, 'day-30', { confidence: 4, onlyForMe: 'I look for another job' });
    await digests.turnsTo('2026-12-28T10:00:00Z'); // after that Monday's digest
    await digests.sets(plan, 'access', 'blocked');
    await digests.turnsTo('2026-12-29T10:00:00Z');
    await digests.logs('latency 180', dan);
    await digests.turnsTo('2026-12-30T10:00:00Z');
    await digests.logs('latency 240', dan);
    await answers(digests, ofDan, 'day-60', { confidence: 2, wentWell: 'secretly written' });
    await answers(digests, plan, 'day-30', { goals: [{ id: 'access', state: 'blocked', evidence: 'a note of Bob' }] });
    await answers(digests, ofEve, 'day-30', { confidence: 4, wentWell: 'changed' });
    await digests.sets(ofEve, 'reproduce-pipeline', 'done');
    await digests.turnsTo('2027-01-04T12:00:00Z');
    return digests;
  }

  test('what somebody wrote is in none of it, be it for their manager or only for them', async () => {
    const digests = await troubledWeek();
    const all = JSON.stringify(digests.digests.map(({ message }) => message));
    for (const written of ['another job', 'secretly written', 'a note of Bob']) expect(all).not.toContain(written);
  });

  test('what is talked about is left out and counted, until something new happens', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-11-26T09:00:00Z');
    await digests.sets(plan, 'access', 'blocked');
    expect(await asked(digests)).toContain('Blocked: Get access');
    await digests.turnsTo('2026-11-26T10:00:00Z');
    await markAllDiscussed(digests.deps, mira, seenNow(digests, bob.personId));
    expect(await asked(digests)).not.toContain('Blocked:');
    expect(await asked(digests)).toContain('Discussed and unchanged: 1.');
    await digests.turnsTo('2026-11-27T10:00:00Z');
    await digests.sets(plan, 'observations', 'blocked');
    const text = await asked(digests);
    expect(text).toContain('Blocked: Write down what you see since today');
    expect(text).not.toContain('Get access');
    await digests.sets(plan, 'access', 'in_progress');
    await digests.sets(plan, 'access', 'blocked');
    expect(await asked(digests)).toContain('Get access');
  });

  test('marked as discussed on Wednesday, Monday’s digest takes nothing with it that came up on Tuesday', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.sets(plan, 'access', 'blocked');
    await digests.turnsTo('2026-11-30T09:00:00Z');
    const seen = await readDigest(digests.deps, mira);
    if (!seen) throw new Error('no digest');
    await digests.turnsTo('2026-12-01T09:00:00Z');
    await digests.sets(plan, 'observations', 'blocked');
    await digests.turnsTo('2026-12-02T09:00:00Z');
    const marked = await markSeenDiscussed(digests.deps, mira, {
      personId: bob.personId,
      since: seen.since,
      seenAt: seen.at,
    });
    expect(marked).toMatchObject({ points: 1, isNewer: true });
    const text = await asked(digests);
    expect(text).toContain('Blocked: Write down what you see');
    expect(text).not.toContain('Get access');
  });

  test('an undo brings back what was marked with one press, and nothing that was marked before', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.sets(plan, 'access', 'blocked');
    await digests.turnsTo('2026-11-26T09:00:00Z');
    await markAllDiscussed(digests.deps, mira, seenNow(digests, bob.personId));
    await digests.sets(plan, 'observations', 'blocked');
    await digests.turnsTo('2026-11-27T09:00:00Z');
    const seen = await readDigest(digests.deps, mira);
    if (!seen) throw new Error('no digest');
    const marked = await markSeenDiscussed(digests.deps, mira, {
      personId: bob.personId,
      since: seen.since,
      seenAt: seen.at,
    });
    expect(await asked(digests)).toContain('Discussed and unchanged: 2.');
    for (const by of [ada, bob, eve])
      await expect(undoDiscussed(digests.deps, by, marked)).rejects.toThrow('not-yours-to-see');
    await undoDiscussed(digests.deps, mira, marked);
    const text = await asked(digests);
    expect(text).toContain('Blocked: Write down what you see');
    expect(text).not.toContain('Get access');
    expect(text).toContain('Discussed and unchanged: 1.');
  });

  test('a check-in that was talked about as late comes up once more when it was never answered', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-12-28T10:00:00Z');
    expect(await asked(digests)).toContain('not answered yet');
    await markAllDiscussed(digests.deps, mira, seenNow(digests, bob.personId));
    expect(await asked(digests)).not.toContain('Day 30 check-in');
    await digests.turnsTo('2027-01-11T10:00:00Z');
    expect(await asked(digests)).toContain('Day 30 check-in never answered');
  });

  test('somebody who is muted is only counted, and somebody whose plan is paused is not asked about', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    const other = await digests.starts({ startsOn: '2026-11-25', personId: cleo.personId });
    for (const one of [plan, other]) await digests.sets(one, 'access', 'blocked');
    await pausePlan(digests.deps, mira, other.id, '2027-01-04');
    const usual = { weekday: 1, hour: 9, isOn: true, emptyWeeks: 'line' as const };
    await saveMyDigest(digests.deps, mira, { ...usual, muted: [bob.personId] });
    const text = await asked(digests);
    expect(text).not.toContain('U0BOB');
    expect(text).not.toContain('Blocked:');
    expect(text).toContain('paused until Mon 4 Jan');
    expect(text).toContain('Muted: 1.');
    await saveMyDigest(digests.deps, mira, { ...usual, muted: [bob.personId, cleo.personId] });
    expect(await asked(digests)).toBe('Your team this week: you have muted everybody whom you manage.');
  });

  test('asking for it moves nothing: the next one tells the same', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-12-01T09:00:00Z');
    await digests.sets(plan, 'access', 'done');
    const before = await asked(digests);
    await digests.turnsTo('2026-12-07T09:00:00Z');
    expect(before).toContain('done: Get access');
    expect(digests.last()).toBe(before);
    expect(await asked(digests)).not.toContain('done:');
  });

  test('nobody else gets one: no stranger, no admin, no person of the plan, no former manager', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId, dan.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.starts({ startsOn: '2026-11-25', personId: dan.personId, managerId: cleo.personId });
    await digests.sets(plan, 'access', 'blocked');
    for (const reader of [bob, ada, eve]) expect(await asked(digests, reader)).toBe('nothing');
    expect(await asked(digests, cleo)).not.toContain('U0BOB');
    expect(await asked(digests, { ...mira, workspaceId: 'T0OTHER' })).toBe('nothing');
    await digests.turnsTo('2026-11-26T09:00:00Z');
    await changePlan(digests.deps, ada, plan.id, {
      ...{ managerId: cleo.personId, startsOn: '2026-11-25', milestones, hour: 9 },
    });
    expect(await asked(digests)).toBe('nothing');
    expect(await asked(digests, cleo)).not.toContain('Blocked:'); // recorded before she became that
    expect(await asked(digests, cleo)).toContain('reports to you since today');
    for (const by of [mira, ada, bob, eve]) {
      await expect(markAllDiscussed(digests.deps, by, seenNow(digests, bob.personId))).rejects.toThrow(
        'not-yours-to-see',
      );
      await expect(remindPerson(digests.deps, by, bob.personId)).rejects.toThrow('not-yours-to-see');
    }
  });

  test('a manager reminds somebody once a day of what is open, and of nothing else', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    expect(await remindPerson(digests.deps, mira, bob.personId)).toEqual({ kind: 'nothing-open' });
    await digests.turnsTo('2026-12-29T10:00:00Z');
    expect(await remindPerson(digests.deps, mira, bob.personId)).toMatchObject({
      kind: 'reminded',
      milestone: 'Day 30',
    });
    await digests.ticks();
    expect(await remindPerson(digests.deps, mira, bob.personId)).toMatchObject({ kind: 'already' });
    await digests.turnsTo('2026-12-30T20:00:00Z');
    expect(await remindPerson(digests.deps, mira, bob.personId)).toMatchObject({
      kind: 'reminded',
      at: new Date('2026-12-31T08:00:00Z'), // they are at home by now
    });
    await digests.turnsTo('2026-12-31T12:00:00Z');
    expect(digests.sent.filter(({ kind }) => kind === 'reminder-asked').map(({ recipientId }) => recipientId)).toEqual([
      bob.personId,
      bob.personId,
    ]);
    await answers(digests, plan, 'day-30');
    expect(await remindPerson(digests.deps, mira, bob.personId)).toEqual({ kind: 'nothing-open' });
  });
});
