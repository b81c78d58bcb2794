import { describe, expect, test } from 'vitest';
import type { Modal } from '../../blocks/kit.ts';
import { oneToOneModal } from '../../blocks/team/one-to-one.ts';
import { oneToOneText } from '../../blocks/team/one-to-one-text.ts';
import { pointForPerson } from '../../blocks/team/point-for-person.ts';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { checkView } from '../../src/local/checks/block-check.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { forgetMe, readToForget } from '../../src/privacy/forget-me.ts';
import { Refusal } from '../../src/refusal.ts';
import type { Plan } from '../../src/store/plans.ts';
import { addNote, editNote, removeNote, sharePoint } from '../../src/team/change-one-to-one.ts';
import { bringBack, markAllDiscussed, markTopicDiscussed } from '../../src/team/discussed.ts';
import {
  findOneToOne,
  readAllNotes,
  readOneToOne,
  readOneToOnes,
  readSharedWithMe,
} from '../../src/team/one-to-one.ts';
import { digestsOn, joins, seenNow, type TestDigests } from '../digests/start-digests.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, bob, mira } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';

const role = roleGoals(builtInRole());
const cleo = actor('U0CLEO');

/** What it says, its buttons aside. */
const textOf = ({ blocks }: Modal): string =>
  saidIn({ blocks: blocks.filter(({ type }) => type !== 'actions') }).replaceAll(/\n\s*/g, '\n');
const { personId } = bob;

describe.each(databases)('a one-to-one, on %s', (database) => {
  const start = digestsOn(database);

  interface Prepared extends TestDigests {
    plan: Plan;
    notes(text: string, shown?: { isShared?: boolean; by?: Actor }): Promise<string>;
    says(reader?: Actor): Promise<string>;
    /** What Bob reads of it. */
    sees(): Promise<string[]>;
  }

  /** Bob is stuck at one goal, and Mira is his manager. */
  async function prepare(): Promise<Prepared> {
    const digests = await start({ at: '2026-11-24T09:00:00Z', role });
    joins(digests, cleo.personId);
    const plan = await digests.starts({ startsOn: '2026-11-24' });
    await digests.sets(plan, 'access', 'blocked');
    const { deps } = digests;
    return {
      ...digests,
      plan,
      async notes(text, { isShared = false, by = mira } = {}) {
        await addNote(deps, by, { personId, text, isShared, requestKey: `view:${text}` });
        const id = (await readAllNotes(deps, by, personId)).find((note) => note.text === text)?.id;
        if (id === undefined) throw new Error('it was not kept');
        return id;
      },
      says: async (reader = mira) => textOf(oneToOneModal({ oneToOne: await readOneToOne(deps, reader, personId) })),
      sees: async () => (await readSharedWithMe(deps, bob)).flatMap(({ texts }) => texts),
    };
  }

  const handsOver = ({ deps, plan }: Prepared) =>
    changePlan(deps, ada, plan.id, { managerId: cleo.personId, startsOn: plan.starts_on, milestones, hour: 9 });
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof Refusal ? error.reason.kind : 'none';
  };

  test('shows what came up and what was noted, who reads each, and since when it waits', async () => {
    const one = await prepare();
    await one.notes('The conference in May');
    await one.turnsTo('2026-11-30T09:00:00Z');
    await one.notes('Your first review', { isShared: true });
    expect(await one.says()).toMatchInlineSnapshot(`
      "To talk about with <@U0BOB>:
      ▲ Blocked: Get access to data, pipelines, registry and monitoring since Tue 24 Nov. Offer to introduce them to Data Engineering. To ask for: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      Only you
      The conference in May
      Only you · since Tue 24 Nov
      Your first review
      You and <@U0BOB> · since today
      "
    `);
    expect(await one.sees()).toEqual(['Your first review']);
  });

  test('is empty with what to do about it', async () => {
    const one = await prepare();
    await markAllDiscussed(one.deps, mira, seenNow(one, personId));
    expect(await one.says()).toContain('that I know of. Add what you have in mind.');
  });

  test('has a note once, be it that Slack sends it twice', async () => {
    const one = await prepare();
    await one.notes('The conference in May');
    await one.notes('The conference in May');
    expect((await readAllNotes(one.deps, mira, personId)).map(({ text }) => text)).toEqual(['The conference in May']);
  });

  test('leaves out what was talked about until something new happens; what was not carries over', async () => {
    const one = await prepare();
    const noteId = await one.notes('The conference in May');
    await one.notes('Salary');
    await one.turnsTo('2026-11-25T09:00:00Z');
    await markTopicDiscussed(one.deps, mira, { ...seenNow(one, personId), point: 'blocked:access' });
    await markTopicDiscussed(one.deps, mira, { noteId });
    const after = await one.says();
    expect(after).not.toContain('Blocked');
    expect(after).not.toContain('conference');
    expect(after).toContain('Salary');
    expect(after).toContain('Discussed lately: 2');
    await one.turnsTo('2026-12-01T09:00:00Z');
    await one.sets(one.plan, 'access', 'in_progress');
    await one.turnsTo('2026-12-02T09:00:00Z');
    await one.sets(one.plan, 'access', 'blocked');
    const later = await one.says();
    expect(later).toContain('Blocked: Get access to data, pipelines, registry and monitoring since today');
    expect(later).toContain('Only you · since Tue 24 Nov');
  });

  test('marks nothing that came up after the page was drawn, and says so', async () => {
    const one = await prepare();
    await one.turnsTo('2026-11-25T09:00:00Z');
    const seen = seenNow(one, personId);
    await one.turnsTo('2026-11-25T09:30:00Z');
    await one.sets(one.plan, 'access', 'in_progress');
    await one.sets(one.plan, 'access', 'blocked'); // it was no longer, and is again
    await one.notes('Salary');
    const again = { ...seen, point: 'blocked:access' };
    expect(await markTopicDiscussed(one.deps, mira, again)).toEqual({ personId, isNewer: true });
    await markAllDiscussed(one.deps, mira, seen);
    const says = await one.says();
    expect(says).toContain('Blocked: Get access');
    expect(says).toContain('Salary');
    expect(await markTopicDiscussed(one.deps, mira, { ...again, ...seenNow(one, personId) })).toEqual({
      ...{ personId, isNewer: false },
    });
    expect(await one.says()).not.toContain('Blocked: Get access');
  });

  test('brings back what was marked by mistake, alone or among all', async () => {
    const one = await prepare();
    await one.sets(one.plan, 'observations', 'blocked');
    const noteId = await one.notes('The conference in May', { isShared: true });
    await one.turnsTo('2026-11-24T10:00:00Z');
    await markAllDiscussed(one.deps, mira, seenNow(one, personId));
    expect(await one.says()).toContain('Discussed lately: 3');
    expect(await one.sees()).toEqual([]);
    await bringBack(one.deps, mira, { ...seenNow(one, personId), point: 'blocked:access' });
    await bringBack(one.deps, mira, { noteId });
    const after = await one.says();
    expect(after).toContain('Blocked: Get access');
    expect(after).toContain('conference');
    expect(after).not.toContain('Write down what you see');
    expect(await one.sees()).toEqual(['The conference in May']);
  });

  test('shares what came up, in words for the person and shown once; discussed, it is gone from both', async () => {
    const one = await prepare();
    const share = { personId, key: 'blocked:access', say: pointForPerson };
    await sharePoint(one.deps, mira, share);
    await sharePoint(one.deps, mira, share);
    const text = 'What blocks "Get access to data, pipelines, registry and monitoring" since Tue 24 Nov';
    expect(await one.sees()).toEqual([text]);
    expect(await readOneToOnes(one.deps, mira)).toEqual([{ personId, points: 0, notes: 1 }]);
    const shown = await one.says();
    expect(shown).toContain(text);
    expect(shown).not.toContain('Blocked: ');
    const [note] = await readAllNotes(one.deps, mira, personId);
    await one.turnsTo('2026-11-24T10:00:00Z');
    await markTopicDiscussed(one.deps, mira, { noteId: note?.id ?? '' });
    expect(await one.sees()).toEqual([]);
    expect(await one.says()).not.toContain('Blocked: ');
    expect(await one.says()).toContain('Discussed lately: 1');
  });

  test('makes a note shared, changes it, makes it private again and deletes it', async () => {
    const one = await prepare();
    const noteId = await one.notes('The conference in May');
    expect(await one.sees()).toEqual([]);
    await editNote(one.deps, mira, { noteId, isShared: true });
    expect(await one.sees()).toEqual(['The conference in May']);
    await editNote(one.deps, mira, { noteId, isShared: true, text: 'A conference' });
    expect(await one.sees()).toEqual(['A conference']);
    await editNote(one.deps, mira, { noteId, isShared: false });
    expect(await one.sees()).toEqual([]);
    await removeNote(one.deps, mira, noteId);
    expect(await readAllNotes(one.deps, mira, personId)).toEqual([]);
  });

  test('is seen by nobody else, and nobody else changes it, an admin and the person included', async () => {
    const one = await prepare();
    const noteId = await one.notes('The conference in May');
    for (const other of [bob, ada, cleo]) {
      expect(await refusal(readOneToOne(one.deps, other, personId))).toBe('not-yours-to-see');
      expect(await refusal(one.notes('x', { by: other }))).toBe('not-yours-to-see');
      expect(await refusal(editNote(one.deps, other, { noteId, isShared: true }))).toBe('gone');
      expect(await refusal(removeNote(one.deps, other, noteId))).toBe('gone');
      expect(await refusal(markTopicDiscussed(one.deps, other, { noteId }))).toBe('gone');
      expect(await refusal(markAllDiscussed(one.deps, other, seenNow(one, personId)))).toBe('not-yours-to-see');
      expect(await refusal(bringBack(one.deps, other, { ...seenNow(one, personId), point: 'blocked:access' }))).toBe(
        'not-yours-to-see',
      );
    }
    expect(await one.says()).toContain('The conference in May');
  });

  test('after a handover begins anew; the manager before keeps what they wrote, and nothing of the person', async () => {
    const one = await prepare();
    const noteId = await one.notes('Do not forget the cat');
    await one.notes('Your first review', { isShared: true });
    await one.turnsTo('2026-12-01T09:00:00Z');
    await handsOver(one);
    expect(await one.says(cleo)).not.toContain('cat');
    expect(await one.says(cleo)).not.toContain('review');
    const before = await one.says(mira);
    expect(before).toContain('does not report to you any more');
    expect(before).toContain('Do not forget the cat');
    expect(before).not.toContain('Blocked');
    expect(await one.sees()).toEqual(['Your first review']); // until it is deleted
    expect(await refusal(editNote(one.deps, mira, { noteId, isShared: true }))).toBe('not-yours-to-see');
    expect(await refusal(one.notes('one more'))).toBe('not-yours-to-see');
    for (const { id } of await readAllNotes(one.deps, mira, personId)) await removeNote(one.deps, mira, id);
    expect(await findOneToOne(one.deps, mira, personId)).toBeUndefined();
    expect(await one.sees()).toEqual([]);
  });

  test('goes with whoever asks to be forgotten, who is told that, and not whether there was something', async () => {
    const one = await prepare();
    await one.notes('Do not forget the cat');
    const { counts } = await readToForget(one.deps, bob);
    expect(counts.map(({ table }) => table)).not.toContain('one_to_one_notes');
    await forgetMe(one.deps, bob);
    expect(await one.deps.db.selectFrom('one_to_one_notes').selectAll().execute()).toEqual([]);
  });

  test('as text has all of it, the private and what was discussed included', async () => {
    const one = await prepare();
    const done = await one.notes('Lunch');
    await one.notes('Two lines,\nboth of them', { isShared: true });
    await one.turnsTo('2026-11-30T09:00:00Z');
    await markTopicDiscussed(one.deps, mira, { noteId: done });
    const oneToOne = await readOneToOne(one.deps, mira, personId);
    const notes = await readAllNotes(one.deps, mira, personId);
    expect(oneToOneText({ oneToOne, notes, names: new Map([[personId, 'Bob']]) })).toMatchInlineSnapshot(`
      "One-to-one with Bob
      Mon 30 Nov 2026

      To talk about
      1. [private] ▲ Blocked: Get access to data, pipelines, registry and monitoring since Tue 24 Nov. Offer to introduce them to Data Engineering. To ask for: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      2. [shared] Two lines,
         both of them (since Tue 24 Nov)

      Discussed
      1. [private] Lunch (discussed Mon 30 Nov)
      "
    `);
  });

  test('lists those with whom there is something to talk about', async () => {
    const one = await prepare();
    await one.starts({ startsOn: '2026-11-24', personId: cleo.personId });
    await one.notes('Lunch');
    expect(await readOneToOnes(one.deps, mira)).toEqual([{ personId, points: 1, notes: 1 }]);
    expect(await readOneToOnes(one.deps, bob)).toBeUndefined();
  });

  test('stays within Slack’s limits however much there is', async () => {
    const one = await prepare();
    for (let index = 0; index < 60; index++) await one.notes(`${index} ${'<!channel> '.repeat(180)}`.slice(0, 2000));
    const page = async (showsLately: boolean) =>
      oneToOneModal({ oneToOne: await readOneToOne(one.deps, mira, personId), done: 'shared', showsLately });
    expect(checkView(await page(false))).toEqual([]);
    expect(saidIn(await page(false))).toContain('And 37 more');
    const notes = await readAllNotes(one.deps, mira, personId);
    for (const { id } of notes.slice(0, 30)) await markTopicDiscussed(one.deps, mira, { noteId: id });
    const most = await page(true);
    expect(checkView(most)).toEqual([]);
    expect(JSON.stringify(most).length).toBeLessThan(250_000);
  });
});
