import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../blocks/digests/digest.ts';
import { pointForPerson } from '../../blocks/team/point-for-person.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { markAllDiscussed } from '../../src/team/discussed.ts';
import { readOneToOne } from '../../src/team/one-to-one.ts';
import { readTeam } from '../../src/team/read-team.ts';
import { databases } from '../support/databases.ts';
import { bob, mira } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';
import { digestsOn, digestText, seenNow, type TestDigests } from './start-digests.ts';

const role = roleGoals(builtInRole());
const old =
  '▲ Off: Inference latency (p95) 400 ms. On target is 100 ms or less. Last measured on Wed 25 Nov: a newer value would help.';

describe.each(databases)('a KPI that was off target and was not talked about, on %s', (database) => {
  const start = digestsOn(database);

  /** Measured once in Bob's first week, and not since. */
  async function measuredOnce(): Promise<TestDigests> {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    await digests.starts({ startsOn: '2026-11-25' });
    await digests.logs('latency 400');
    return digests;
  }

  async function topics({ deps }: TestDigests) {
    const oneToOne = await readOneToOne(deps, mira, bob.personId);
    if (oneToOne.kind !== 'manager') throw new Error('Mira is his manager');
    return oneToOne.points;
  }

  test('is told every Monday, and once it is out of date with the day that it is of', async () => {
    const digests = await measuredOnce();
    await digests.turnsTo('2026-11-30T12:00:00Z');
    expect(digests.last()).toContain('▲ Off: Inference latency (p95) 400 ms. On target is 100 ms or less. Offer to');
    for (const monday of ['2026-12-07', '2026-12-14', '2026-12-21']) {
      await digests.turnsTo(`${monday}T12:00:00Z`);
      expect(digests.last()).toContain(old);
      expect(digests.last().match(/latency/g)).toHaveLength(1);
    }
  });

  test('stays in the one-to-one, and needs a word in the team', async () => {
    const digests = await measuredOnce();
    await digests.turnsTo('2026-12-21T12:00:00Z');
    const [point, ...others] = await topics(digests);
    expect(others).toEqual([]);
    expect(point && pointForPerson(point, '2026-12-21')).toBe(
      'Inference latency (p95): 400 ms, off target when last measured on Wed 25 Nov',
    );
    const { members } = await readTeam(digests.deps, mira);
    expect(members.map(({ statuses }) => statuses)).toEqual([['needs-word', 'off']]);
  });

  test('is gone once it was talked about, until a newer value is off', async () => {
    const digests = await measuredOnce();
    await digests.turnsTo('2026-12-08T10:00:00Z');
    await markAllDiscussed(digests.deps, mira, seenNow(digests, bob.personId));
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).toBe(
      'Your team this week: nothing new with the one person you manage since Mon 7 Dec. Discussed and unchanged: 1.',
    );
    expect((await readTeam(digests.deps, mira)).members.map(({ statuses }) => statuses)).toEqual([['off']]);
    await digests.logs('latency 300');
    await digests.turnsTo('2026-12-21T12:00:00Z');
    expect(digests.last()).toContain('▲ Off: Inference latency (p95) 300 ms');
  });

  test('is gone once a newer value is not off', async () => {
    const digests = await measuredOnce();
    await digests.turnsTo('2026-12-08T10:00:00Z');
    await digests.logs('latency 105');
    expect(await topics(digests)).toEqual([]);
    await digests.turnsTo('2027-01-04T12:00:00Z'); // out of date, and it was at risk
    expect(digests.last()).not.toContain('latency');
  });

  test('comes after what was measured lately', async () => {
    const digests = await measuredOnce();
    await digests.turnsTo('2026-12-18T10:00:00Z');
    await digests.logs('mttr 100000');
    const digest = await readDigest(digests.deps, mira);
    const text = digest ? digestText(digestMessage(digest, 1)) : 'nothing';
    expect(text.match(/▲ Off: [^(]+/g)).toEqual(['▲ Off: Mean time to recover ', '▲ Off: Inference latency ']);
  });
});
