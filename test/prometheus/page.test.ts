import type { AnyBlock, KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { wholeText } from '../../blocks/plain-text.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { addQuery } from '../../src/prometheus/manage-queries.ts';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { filled } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';
import { startAnswering, vector } from './answering.ts';

const isKnown = (block: AnyBlock): block is KnownBlock => 'type' in block;
const read = ({ blocks }: { blocks: readonly AnyBlock[] }): string => wholeText(blocks.filter(isKnown));
const at = '2026-11-25T15:00:00Z';

describe.each(databases)('the page of Prometheus queries on %s', (database) => {
  test('lets an admin try a query, add it, and take it back', async () => {
    await using there = await startAnswering(vector('87'));
    await using coach = await startTestCoach({ database, at, prometheus: there.prometheus });
    const ada = await coach.page('Ada');
    const joel = await coach.page('Joel');
    await ada.types('/ml-role settings', ada.channel);
    await ada.presses(await ada.topModal(), 'Prometheus queries');
    const empty = await ada.topModal();
    expect(read(empty)).toContain('No query is set up yet');

    const draft = { KPI: 'Inference latency (p95)', PromQL: 'my_latency * 1000' };
    const state = filled(empty, draft);
    const pressed = { kind: 'view' as const, viewId: empty.id };
    const block = empty.blocks.find((one) => JSON.stringify(one).includes('queries.try'));
    const button = { blockId: block?.block_id ?? '', actionId: 'queries.try', element: { type: 'button' } };
    expect(await ada.does({ kind: 'action', source: pressed, ...button, state })).toEqual({ ok: true });
    const tried = await ada.topModal();
    expect(read(tried)).toContain('Now: 87 ms. Nothing was stored.');

    expect(await ada.submits(tried, filled(tried, draft))).toMatchObject({
      ok: false,
      errors: { 'person~0': expect.stringContaining('Choose a person') },
    });
    await ada.submits(tried, filled(tried, { ...draft, 'For one person': joel.state.me }));
    const added = await ada.topModal();
    expect(read(added)).toMatch(/Added\. I ask it first on Mon 30 Nov 2026\.[\s\S]*my_latency \* 1000/);

    await ada.presses(added, 'Take back');
    expect(read(await ada.topModal())).toMatch(/Taken back\.[\s\S]*No query is set up yet/);
  });

  test('is where a failing query shows; whoever made it is written to once, and its readings go on once it works', async () => {
    await using there = await startAnswering(vector());
    await using coach = await startTestCoach({ database, at, prometheus: there.prometheus });
    const ada = await coach.page('Ada');
    const joel = await coach.page('Joel');
    const personId = joel.state.me;
    const draft = { kpiId: 'latency', personId, teamOf: undefined, query: 'my_latency' };
    const actor = { workspaceId: ada.state.workspace.id, personId: ada.state.me };
    await addQuery({ ...coach.plans, kpis: roleKpis(builtInRole()) }, actor, draft);
    await coach.turnsTo('2026-11-30T12:00:00Z');
    const told = await ada.reply(ada.dm);
    expect(read(told)).toContain('It gives no data');
    expect(there.asked.length).toBeGreaterThan(3);
    await ada.presses(told, 'See the queries');
    expect(read(await ada.topModal())).toContain('Fails since Mon 30 Nov 2026. It gives no data.');
    there.answers(vector('87'));
    await coach.turnsTo('2026-12-14T12:00:00Z');
    const stored = coach.db.selectFrom('readings').select(['person_id', 'value', 'measured_on']).orderBy('measured_on');
    expect(await stored.execute()).toEqual(
      ['2026-11-30', '2026-12-07', '2026-12-14'].map((day) => ({ person_id: personId, value: 87, measured_on: day })),
    );
    const kinds = await coach.db
      .selectFrom('deliveries')
      .select('kind')
      .where('recipient_id', '=', ada.state.me)
      .execute();
    expect(kinds).toEqual([{ kind: 'query-failing' }]);
  });

  test('is offered to nobody where no Prometheus is set, nor to whoever is no admin', async () => {
    await using there = await startAnswering(vector('87'));
    await using without = await startTestCoach({ database, at });
    await using coach = await startTestCoach({ database, at, prometheus: there.prometheus });
    for (const page of [await without.page('Ada'), await coach.page('Joel')]) {
      await page.types('/ml-role settings', page.channel);
      expect(JSON.stringify((await page.topModal()).blocks)).not.toContain('Prometheus');
    }
  });
});
