import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keptAskView, keptView, settingsActions } from '../../blocks/settings/settings-actions.ts';
import type { PageView } from '../../src/local/protocol.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { getWorkspace } from '../../src/store/people.ts';
import { everythingOf } from '../export/my-data.ts';
import { ada, at, joel, mira, withPlans } from '../plans/two-plans.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { type Fields, filled, saidIn } from '../support/read-page.ts';

const workspaceId = 'T0NORTHWND';

/** Of Joel, recorded on a day each. */
async function storeReadings({ db }: TestCoach, days: readonly string[]): Promise<void> {
  const { readings: reading } = everythingOf(joel, mira);
  if (!reading) throw new Error('there is no reading');
  const own = { ...reading, workspace_id: workspaceId };
  const rows = days.map((day) => ({ ...own, id: `reading of ${day}`, recorded_at: `${day}T09:00:00.000Z` }));
  await db.insertInto('readings').values(rows).execute();
}

async function opened(page: TestPage): Promise<PageView> {
  await page.types('/ml-role settings', page.channel);
  await page.presses(await page.topModal(), 'Workspace settings');
  await page.presses(await page.topModal(), 'How long things are kept');
  return page.topModal();
}

describe.each(databases)('how long things are kept is set by admins, on %s', (database) => {
  let coach: TestCoach;
  let page: TestPage;
  beforeAll(async () => {
    coach = await startTestCoach({ database, at });
    ({ ada: page } = await withPlans(coach));
    await storeReadings(coach, ['2025-11-24', '2025-11-23', '2026-02-01']);
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  const chooses = async (view: PageView, fields: Fields): Promise<PageView> => {
    expect(await page.submits(view, filled(view, fields))).toEqual({ ok: true });
    return page.topModal();
  };
  const kept = async () => {
    const { id: _, workdays: __, country: ___, ...months } = await getWorkspace(coach.db, workspaceId);
    return Object.fromEntries(Object.entries(months).filter(([, value]) => value !== null));
  };

  test('as long as the bot is here, until one chooses otherwise; nothing old is no reason to ask', async () => {
    const view = await opened(page);
    expect(saidIn(view)).toContain('I delete what is older');
    expect(await kept()).toEqual({});
    const saved = await chooses(view, { 'Plans that have ended': '24 months', 'The audit log': '36 months' });
    expect(saidIn(saved)).toContain('Saved. What is older goes within the hour');
    expect(await kept()).toEqual({ plan_months: 24, audit_months: 36 });
  });

  test('says what a shorter period would take, and saves it only after another press', async () => {
    const asked = await chooses(await opened(page), { 'KPI values': '12 months' });
    expect(saidIn(asked)).toContain('2 KPI values recorded before Tue 25 Nov 2025');
    expect(saidIn(asked)).toContain('That cannot be undone');
    expect(await kept()).not.toHaveProperty('reading_months');
    expect(saidIn(await chooses(asked, {}))).toContain('Saved.');
    expect(await kept()).toMatchObject({ reading_months: 12 });
    const entry = (await auditLog(coach.db, workspaceId)).at(-1);
    expect(entry).toMatchObject({ action: 'change-workspace', by_id: ada });
    expect(JSON.parse(entry?.details ?? '')).toMatchObject({ keptMonths: { plan: 24, reading: 12, note: null } });
  });

  test('can be chosen again from there, with what was chosen before', async () => {
    const asked = await chooses(await opened(page), { 'KPI values': '6 months', 'Notes for one-to-ones': '60 months' });
    expect(saidIn(asked)).toContain('3 KPI values');
    await page.presses(asked, 'Choose again');
    const again = await page.topModal();
    expect(JSON.stringify(again.blocks)).toContain('"initial_option":{"text":{"type":"plain_text","text":"6 months"');
    await chooses(again, { 'KPI values': '24 months' });
    expect(await kept()).toMatchObject({ reading_months: 24, note_months: 60 }); // longer than before: nothing goes
  });

  test('is told to everybody under what others see', async () => {
    const priya = await coach.page('Priya');
    await priya.types('/ml-role settings', priya.channel);
    await priya.presses(await priya.topModal(), 'What others see');
    expect(saidIn(await priya.topModal())).toContain('plans 24 months after their end, KPI values 24 months');
  });

  test('by nobody else, whatever they press or send', async () => {
    await using slack = await rawSlack(coach);
    const before = await kept();
    expect((await slack.presses(mira, settingsActions.kept, 'menus')).text).toContain('workspace admins');
    const periods = { plan: 3, reading: 3, note: 3, message: 3, audit: 3 };
    for (const callback_id of [keptView, keptAskView]) {
      const form = { callback_id, private_metadata: JSON.stringify(periods) };
      expect(await slack.submits(mira, form, {})).toContain('workspace admins');
    }
    expect(await kept()).toEqual(before);
  });
});
