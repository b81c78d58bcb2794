import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startTestCoach, type TestCoach, type TestOptions } from '../support/coach.ts';
import { databases } from '../support/databases.ts';

const at = '2026-11-25T10:00:00Z';

/** Counts the questions to Slack about people, which it can be made to leave open. */
function watchedSlack() {
  const [asked, open]: [string[], ServerResponse[]] = [[], []];
  const slack = { isSilent: false, errors: new Map<string, string>() };
  const instead: TestOptions['instead'] = ({ url }, response) => {
    const method = url?.split('/').at(-1) ?? '';
    const error = slack.errors.get(method);
    if (error !== undefined) response.end(JSON.stringify({ ok: false, error }));
    if (method !== 'users.info') return error !== undefined;
    asked.push(method);
    if (slack.isSilent) open.push(response);
    return slack.isSilent;
  };
  return { asked, slack, instead };
}

/** How many questions about people it takes. */
async function countOf(asked: string[], work: () => Promise<unknown>): Promise<number> {
  const before = asked.length;
  await work();
  return asked.length - before;
}

async function withPlan(coach: TestCoach) {
  const [manager, admin] = [await coach.page('Mira'), await coach.page('Ada')];
  await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
  await coach.settles();
  return { admin, newHire: await coach.page('Priya') };
}

describe.each(databases)('a form, on %s', { concurrent: true }, (database) => {
  test('opens after one question to Slack about whoever opens it', async () => {
    const { asked, instead } = watchedSlack();
    await using coach = await startTestCoach({ database, at, instead });
    const { admin, newHire } = await withPlan(coach);
    const opens = (work: () => Promise<unknown>) =>
      countOf(asked, async () => {
        await work();
        await admin.topModal();
      });
    const progress = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    expect(await opens(() => admin.presses(progress, 'See the dates'))).toBe(1);
    const plan = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    await admin.presses(plan, 'See the dates');
    const overview = await admin.topModal();
    expect(await opens(() => admin.presses(overview, 'Change'))).toBe(1);
    expect(await opens(() => admin.types('/ml-role settings', admin.channel))).toBe(1);
    const mine = await countOf(asked, async () => {
      await newHire.types('/ml-role settings', newHire.channel);
      await newHire.topModal();
    });
    expect(mine).toBe(1);
  });

  test('that cannot be opened as Slack does not say who somebody is says so soon', async () => {
    const { slack, instead } = watchedSlack();
    await using coach = await startTestCoach({ database, at, instead });
    const { admin } = await withPlan(coach);
    const progress = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    slack.isSilent = true;
    const startedAt = performance.now();
    await admin.presses(progress, 'See the dates');
    expect((await admin.reply()).text).toContain('Slack');
    expect(performance.now() - startedAt).toBeLessThan(8000);
  });

  test('for which it is too late by then has that said in the direct message', async () => {
    const { slack, instead } = watchedSlack();
    await using coach = await startTestCoach({ database, at, instead });
    const { admin } = await withPlan(coach);
    const progress = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    await admin.presses(progress, 'See the dates');
    const overview = await admin.topModal();
    slack.isSilent = true;
    for (const method of ['views.open', 'views.push', 'views.update']) slack.errors.set(method, 'expired_trigger_id');
    await admin.presses(overview, 'Change');
    const told = await admin.reply(admin.dm);
    expect(told.text).toContain('Slack');
    expect(coach.log()).toContain('expired_trigger_id');
  });
});
