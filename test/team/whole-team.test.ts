import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../blocks/digests/digest.ts';
import type { Message } from '../../blocks/kit.ts';
import { memberLine } from '../../blocks/team/member-text.ts';
import { teamBlocks } from '../../blocks/team/team-home.ts';
import { firstPlace } from '../../blocks/team/team-place.ts';
import { teamMessage } from '../../blocks/team/team-table.ts';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { saveMyDigest } from '../../src/digests/my-digest.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { endPlan } from '../../src/plans/end-plan.ts';
import { pausePlan } from '../../src/plans/pause-plan.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { markAllDiscussed } from '../../src/team/discussed.ts';
import { readTeam } from '../../src/team/read-team.ts';
import type { TeamStatus } from '../../src/team/team.ts';
import { digestsOn, joins, seenNow, type TestDigests } from '../digests/start-digests.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, answers, bob, mira } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';

const role = roleGoals(builtInRole());
const [cleo, dan, eve, finn] = [actor('U0CLEO'), actor('U0DAN'), actor('U0EVE'), actor('U0FINN')];

/** Its rows, the heads first, each as one reads it. */
const rowsIn = ({ blocks }: Message): string[] =>
  blocks.flatMap((block) =>
    block.type === 'data_table'
      ? block.rows.map((row) => row.map((cell) => saidIn({ blocks: [cell] }).trim()).join(' | '))
      : [],
  );

/** The heads of the columns that Slack sorts by number, as all their cells are some. */
const sortedByNumber = ({ blocks }: Message): string[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'data_table') return [];
    const [heads = [], ...rows] = block.rows;
    return heads.flatMap((head, column) =>
      rows.every((row) => row[column]?.type === 'raw_number') && head.type === 'raw_text' ? [head.text] : [],
    );
  });

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe.each(databases)('a whole team, on %s', (database) => {
  const start = digestsOn(database);

  /** Five people who started on one day, in the sixth week: one blocked, one late, one off target, one paused, one who has left off. */
  async function sixthWeek(): Promise<TestDigests> {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, ...[cleo, dan, eve, finn].map(({ personId }) => personId));
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    const others = [];
    for (const { personId } of [cleo, dan, eve, finn])
      others.push(await digests.starts({ startsOn: '2026-11-25', personId }));
    const [, ofDan = plan, ofEve = plan, ofFinn = plan] = others;
    await digests.turnsTo('2026-12-28T10:00:00Z');
    await answers(digests, plan, 'day-30');
    await answers(digests, ofDan, 'day-30');
    await digests.turnsTo('2026-12-29T10:00:00Z');
    await digests.sets(plan, 'access', 'blocked');
    await digests.sets(plan, 'observations', 'blocked');
    await digests.logs('latency 240', dan);
    await digests.logs('drift 0.1', dan);
    await pausePlan(digests.deps, mira, ofEve.id, '2027-02-01');
    await endPlan(digests.deps, mira, ofFinn.id);
    await digests.turnsTo('2027-01-04T12:00:00Z');
    return digests;
  }

  const shown = async ({ deps }: TestDigests, filter: 'everybody' | TeamStatus = 'everybody', reader = mira) =>
    teamMessage(await readTeam(deps, reader), { ...firstPlace, filter });

  test('stands in a table, whoever needs a word first and those who rest last', async () => {
    const message = await shown(await sixthWeek());
    expect(saidIn(message)).toContain('5 people report to you. 3 need a word.');
    expect(rowsIn(message)).toMatchInlineSnapshot(`
      [
        "Person | Milestone | Goals done | Last check-in | Blocked since | KPIs on target | At risk | Off",
        "<@U0BOB> | Day 60 | 0 of 4 | Mon 28 Dec 2026, answered | Tue 29 Dec 2026 | – | – | –",
        "<@U0CLEO> | Day 60 | 0 of 4 | Fri 25 Dec 2026, never answered | – | – | – | –",
        "<@U0DAN> | Day 60 | 0 of 4 | Mon 28 Dec 2026, answered | – | 1 | – | 1",
        "<@U0EVE> | Day 30, paused until Mon 1 Feb | 0 of 5 | Fri 25 Dec 2026, asked | – | – | – | –",
        "<@U0FINN> | plan ended | – | Fri 25 Dec 2026, asked | – | – | – | –",
      ]
    `);
    expect(sortedByNumber(message)).toEqual([
      'Goals done',
      'Last check-in',
      'Blocked since',
      'KPIs on target',
      'At risk',
      'Off',
    ]);
  });

  test('is filtered by what is so of somebody, and each choice says of how many', async () => {
    const digests = await sixthWeek();
    const named = async (filter: TeamStatus) =>
      rowsIn(await shown(digests, filter))
        .slice(1)
        .map((row) => row.slice(0, row.indexOf('>') + 1));
    expect(await named('blocked')).toEqual(['<@U0BOB>']);
    expect(await named('overdue')).toEqual(['<@U0CLEO>']);
    expect(await named('off')).toEqual(['<@U0DAN>']);
    expect(await named('paused')).toEqual(['<@U0EVE>']);
    expect(await named('no-plan')).toEqual(['<@U0FINN>']);
    expect(await named('needs-word')).toEqual(['<@U0BOB>', '<@U0CLEO>', '<@U0DAN>']);
    expect(await named('on-course')).toEqual([]);
    const menu = JSON.stringify((await shown(digests, 'off')).blocks);
    for (const choice of ['Everybody (5)', 'Blocked (1)', 'KPI off target (1)', 'On course (0)'])
      expect(menu).toContain(choice);
    expect(menu).toMatch(/"initial_option":\{"text":\{"type":"plain_text","text":"KPI off target \(1\)"/);
    expect(saidIn(await shown(digests, 'on-course'))).toContain('Nobody in your team is on course');
  });

  test('who was talked about needs no word any more, and is as blocked as before', async () => {
    const digests = await sixthWeek();
    await markAllDiscussed(digests.deps, mira, seenNow(digests, bob.personId));
    const usual = { weekday: 1, hour: 9, isOn: true, emptyWeeks: 'line' as const };
    await saveMyDigest(digests.deps, mira, { ...usual, muted: [bob.personId] });
    const message = await shown(digests); // whom the digest leaves out is here all the same
    expect(saidIn(message)).toContain('2 need a word');
    expect(rowsIn(message)[1]).toContain('<@U0BOB>');
    expect(rowsIn(await shown(digests, 'blocked'))).toHaveLength(2);
    expect(rowsIn(await shown(digests, 'needs-word')).join()).not.toContain('U0BOB');
  });

  test('is for whoever they report to, and for nobody else', async () => {
    const digests = await sixthWeek();
    for (const reader of [bob, ada, cleo, { ...mira, workspaceId: 'T0OTHER' }])
      expect(saidIn(await shown(digests, 'everybody', reader))).toContain('Nobody reports to you here yet');
  });

  test('is not said to be well where what is wrong was talked about, in the table or in the digest', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.sets(plan, 'access', 'blocked');
    await markAllDiscussed(digests.deps, mira, seenNow(digests, bob.personId));
    const beyond = 'Nobody needs a word beyond what you have discussed, as far as I know.';
    expect(saidIn(await shown(digests))).toContain(beyond);
    await digests.sets(plan, 'observations', 'in_progress');
    const digest = await readDigest(digests.deps, mira);
    expect(digest && saidIn(digestMessage(digest, 1))).toContain(beyond);
  });

  test('goes with the manager: the new one sees what is recorded from then on', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.sets(plan, 'access', 'blocked');
    await digests.turnsTo('2026-11-26T09:00:00Z');
    const change = { managerId: cleo.personId, startsOn: '2026-11-25', milestones, hour: 9 };
    await changePlan(digests.deps, ada, plan.id, change);
    expect(saidIn(await shown(digests))).toContain('Nobody reports to you');
    const theirs = await shown(digests, 'everybody', cleo);
    expect(saidIn(theirs)).toContain('One person reports to you. Nobody needs a word, as far as I know.');
    expect(rowsIn(theirs)[1]).toMatch(/^<@U0BOB> \| Day 30 \| 0 of 4 \|.*\| –$/);
  });

  test('stands in the Home tab, ten people in a line each and the others as a number', async () => {
    const digests = await sixthWeek();
    const team = await readTeam(digests.deps, mira);
    expect(linesIn(saidIn({ blocks: team.members.map((one) => memberLine(one, team.today)) }))).toMatchInlineSnapshot(`
      [
        "<@U0BOB>  □□□□ 0 of 4 done  Day 60, Mon 25 Jan · ▲ 2 blocked since Tue 29 Dec 2026",
        "<@U0CLEO>  □□□□ 0 of 4 done  Day 60, Mon 25 Jan · Day 30 check-in never answered",
        "<@U0DAN>  □□□□ 0 of 4 done  Day 60, Mon 25 Jan · ▲ 1 KPI off",
        "<@U0EVE>  □□□□□ 0 of 5 done  Day 30, Fri 25 Dec 2026 · paused until Mon 1 Feb",
        "<@U0FINN>  plan ended",
      ]
    `);
    const many = { ...team, members: [1, 2, 3].flatMap(() => team.members) };
    const blocks = teamBlocks(many, 'home');
    expect(saidIn({ blocks })).toContain('And 5 more, of whom 3 need a word.');
    expect(JSON.stringify(blocks).match(/"Open"/g)).toHaveLength(10);
  });
});
