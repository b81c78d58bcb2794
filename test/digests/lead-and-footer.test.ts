import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../blocks/digests/digest.ts';
import { saveMyDigest } from '../../src/digests/my-digest.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { databases } from '../support/databases.ts';
import { actor, bob, mira } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';
import { digestsOn, digestText, joins, type TestDigests } from './start-digests.ts';

const role = roleGoals(builtInRole());
const [cleo, dan] = [actor('U0CLEO'), actor('U0DAN')];

const asked = async ({ deps }: TestDigests): Promise<string> => {
  const digest = await readDigest(deps, mira);
  return digest ? digestText(digestMessage(digest, 1)) : 'nothing';
};

describe.each(databases)('the first and last lines of a digest, on %s', (database) => {
  const start = digestsOn(database);

  test('who needs a word is counted among all whom one manages, muted or not', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId, dan.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    for (const { personId } of [cleo, dan]) await digests.starts({ startsOn: '2026-11-25', personId });
    await digests.sets(plan, 'access', 'blocked');
    const usual = { weekday: 1, hour: 9, isOn: true, emptyWeeks: 'line' as const };
    await saveMyDigest(digests.deps, mira, { ...usual, muted: [cleo.personId, dan.personId] });
    expect(await asked(digests)).toContain('1 of your 3 people needs a word.');
    expect(await asked(digests)).toContain('Muted: 2.');
    await saveMyDigest(digests.deps, mira, { ...usual, muted: [bob.personId, dan.personId] });
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toBe(
      'Your team this week: nothing new with the one person you have not muted since Mon 30 Nov. Muted: 2.',
    );
  });

  test('asked for on the day of the last one it tells what is new since today, and by itself only while it is on', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-11-30T09:00:00Z');
    expect(await asked(digests)).toBe('Your team this week: nothing new with the one person you manage since today.');
    const lastLine = async () => {
      const digest = await readDigest(digests.deps, mira);
      return digest ? saidIn({ blocks: digestMessage(digest, 1).blocks.slice(-1) }).trim() : 'nothing';
    };
    expect(await lastLine()).toBe('You alone get this.');
    await saveMyDigest(digests.deps, mira, { weekday: 1, hour: 9, isOn: false, emptyWeeks: 'line', muted: [] });
    expect(await lastLine()).toBe(
      'You alone get this. It does not come by itself at present: Digest settings turns it on.',
    );
  });
});
