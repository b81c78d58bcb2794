import { describe, expect, test } from 'vitest';
import { remindedMessage } from '../../blocks/digests/reminded.ts';
import { remindPerson } from '../../src/digests/remind-person.ts';
import { databases } from '../support/databases.ts';
import { bob, mira } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';
import { digestsOn, type TestDigests } from './start-digests.ts';

const presses = async ({ deps }: TestDigests): Promise<string> => {
  const reminded = await remindPerson(deps, mira, bob.personId);
  return saidIn(remindedMessage(bob.personId, { ...reminded, now: deps.clock.now() })).trim();
};
const reminders = ({ sent }: TestDigests): string[] =>
  sent.filter(({ kind }) => kind === 'reminder-asked').map(({ at }) => at.toISOString());

describe.each(databases)('reminding somebody, on %s', (database) => {
  const start = digestsOn(database);
  /** Bob was asked on Thursday, and has not answered. */
  const asked = async (now: string): Promise<TestDigests> => {
    const digests = await start({ at: '2026-10-27T09:00:00Z' });
    await digests.starts({ startsOn: '2026-10-27' });
    await digests.turnsTo(now);
    return digests;
  };

  test('over a weekend is one reminder, and each press says when it comes', async () => {
    const digests = await asked('2026-11-27T20:00:00Z'); // Friday, 21:00
    expect(await presses(digests)).toBe(
      'I will remind <@U0BOB> of day-30 on Mon 30 Nov, when their day begins. They will see that you asked me to.',
    );
    for (const moment of [
      '2026-11-27T20:01:00Z',
      '2026-11-28T10:00:00Z',
      '2026-11-29T10:00:00Z',
      '2026-11-30T07:30:00Z',
    ]) {
      await digests.turnsTo(moment);
      expect(await presses(digests)).toBe(
        'A reminder of day-30 for <@U0BOB> is waiting already: it goes out on Mon 30 Nov, when their day begins. Once a day is enough; a word from you may do more.',
      );
    }
    await digests.turnsTo('2026-11-30T12:00:00Z');
    expect(await presses(digests)).toContain('I have reminded <@U0BOB> of day-30 today already.');
    await digests.turnsTo('2026-11-30T23:00:00Z');
    expect(reminders(digests)).toEqual(['2026-11-30T08:00:00.000Z']);
  });

  test('before and after midnight is one reminder in the morning', async () => {
    const digests = await asked('2026-12-01T22:50:00Z');
    await presses(digests);
    await digests.turnsTo('2026-12-01T23:10:00Z');
    expect(await presses(digests)).toContain('on Wed 2 Dec, when their day begins');
    await digests.turnsTo('2026-12-02T12:00:00Z');
    expect(reminders(digests)).toEqual(['2026-12-02T08:00:00.000Z']);
  });

  test('that could not go out all day is one reminder on the next', async () => {
    const digests = await asked('2026-12-01T10:00:00Z');
    expect(await presses(digests)).toContain('I will remind <@U0BOB> of day-30 now.');
    digests.clock.turnTo(new Date('2026-12-01T20:00:00Z')); // Slack has not answered
    expect(await presses(digests)).toContain('I will remind <@U0BOB> of day-30 on Wed 2 Dec');
    await digests.turnsTo('2026-12-02T12:00:00Z');
    expect(reminders(digests)).toEqual(['2026-12-02T08:00:00.000Z']);
  });

  test.each(['dropped', 'failed'] as const)('goes out after all, where the one before it was %s', async (state) => {
    const digests = await asked('2026-11-27T20:00:00Z');
    await presses(digests);
    await digests.deps.db.updateTable('deliveries').set({ state }).where('kind', '=', 'reminder-asked').execute();
    expect(await presses(digests)).toContain('I will remind <@U0BOB> of day-30 on Mon 30 Nov');
    await digests.turnsTo('2026-11-30T12:00:00Z');
    expect(reminders(digests)).toEqual(['2026-11-30T08:00:00.000Z']);
  });
});
