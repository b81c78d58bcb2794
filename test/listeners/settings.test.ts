import type { AnyBlock, KnownBlock } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wholeText } from '../../blocks/plain-text.ts';
import type { PageView } from '../../src/local/protocol.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { ownHolidays } from '../../src/store/people.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';

const isKnown = (block: AnyBlock): block is KnownBlock => 'type' in block;

/** What it says, with people as Slack writes them. */
const read = ({ blocks }: { blocks: readonly AnyBlock[] }): string =>
  wholeText(blocks.filter(isKnown)).replaceAll('&lt;', '<').replaceAll('&gt;', '>');

const top = (stack: PageView[]): PageView => {
  const view = stack.at(-1);
  if (!view) throw new Error('no modal');
  return view;
};

const opened = async (page: TestPage): Promise<PageView> => {
  expect(await page.types('/ml-role settings', page.channel)).toEqual({ ok: true });
  return top(await page.modals());
};

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
const country = (whose: string, value: string) => ({
  country: { [`settings.country:${whose}`]: { type: 'external_select', selected_option: option(value) } },
});
const workdays = (...days: number[]) => ({
  workdays: { 'settings.workdays': { type: 'checkboxes', selected_options: days.map((day) => option(String(day))) } },
});
const hour = (value: number) => ({
  hour: { 'settings.hour': { type: 'static_select', selected_option: option(String(value)) } },
});
const days = (from: string, to: string, added = 0) => ({
  [`from~${added}`]: { 'settings.from': { type: 'datepicker', selected_date: from } },
  [`to~${added}`]: { 'settings.to': { type: 'datepicker', selected_date: to } },
});

/** Presses the button beside a line of a modal. */
async function pressesBeside(page: TestPage, view: PageView, label: string): Promise<void> {
  const section = view.blocks
    .filter(isKnown)
    .flatMap((block) =>
      block.type === 'section' && block.accessory?.type === 'button' ? [{ block, button: block.accessory }] : [],
    )
    .find(({ button }) => button.text.text === label);
  if (!section) throw new Error(`nothing says "${label}"`);
  const element = { type: 'button', value: section.button.value };
  const place = { blockId: section.block.block_id ?? '', actionId: section.button.action_id ?? '' };
  const source = { kind: 'view' as const, viewId: view.id };
  expect(await page.does({ kind: 'action', source, ...place, element, state: {} })).toEqual({ ok: true });
}

describe.each(databases)('/ml-role settings on %s', (database) => {
  let coach: TestCoach;
  let joel: TestPage;
  let mira: TestPage;
  let ada: TestPage;
  let priya: TestPage;

  beforeAll(async () => {
    coach = await startTestCoach({ database, at: '2026-11-30T15:00:00Z' });
    joel = await coach.page('Joel');
    mira = await coach.page('Mira');
    ada = await coach.page('Ada');
    priya = await coach.page('Priya');
    await mira.asks('/ml-role onboard @Joel Park 2026-11-30', mira.channel);
    await joel.reply(); // the welcome
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  test('opens a page of hours, days and holidays; once saved it tells when the next check-in comes', async () => {
    const view = await opened(joel);
    expect(read(view)).toContain('Your next check-in: Day 30, Wed 30 Dec, 09:00.');
    const chosen = { ...hour(14), ...workdays(1, 4), ...country('mine', 'US') };
    expect(await joel.submits(view, chosen)).toEqual({ ok: true });
    const saved = top(await joel.modals());
    expect(read(saved)).toMatch(/^Saved\. Your next check-in: Day 30, Thu 31 Dec, 14:00\./);
    await joel.submits(saved, { ...hour(9), ...workdays(1, 2, 3, 4, 5), ...country('mine', 'workspace') });
    expect(read(top(await joel.modals()))).toContain('Day 30, Wed 30 Dec, 09:00');
  });

  test('keeps the page open where a country is none, and says so under it', async () => {
    const view = await opened(joel);
    expect(await joel.submits(view, country('mine', 'XX'))).toEqual({
      ok: false,
      errors: { country: expect.stringContaining('I know no public holidays for "XX"') },
    });
  });

  test('in the direct message is a button that opens the page', async () => {
    const offer = await joel.asks('settings');
    expect(read(offer)).toContain('who has read your data');
    await joel.presses(offer, 'Open my settings');
    expect(top(await joel.modals()).callback_id).toBe('settings.mine');
  });

  test('offers countries and regions while one types', async () => {
    const view = await opened(joel);
    const suggested = await suggestions(coach, joel, { viewId: view.id, query: 'bayern' });
    expect(suggested).toEqual(['Germany: Bayern']);
    expect((await suggestions(coach, joel, { viewId: view.id, query: '' })).slice(0, 2)).toEqual([
      'As in the workspace (none)',
      'No public holidays',
    ]);
  });

  test('days away are added on top of it, shown in it, and taken back', async () => {
    const view = await opened(joel);
    await joel.presses(view, 'Add days away');
    const leave = top(await joel.modals());
    expect(await joel.submits(leave, days('2026-12-24', '2026-12-23'))).toEqual({
      ok: false,
      errors: { 'to~0': expect.stringContaining('comes before') },
    });
    await joel.submits(leave, days('2026-12-28', '2027-01-01'));
    const added = top(await joel.modals());
    const [below] = await joel.modals(); // once the form is stored
    expect(below && read(below)).toContain('• Mon 28 Dec to Fri 1 Jan 2027');
    expect(below && read(below)).toContain('Your next check-in: Day 30, Mon 4 Jan 2027, 09:00.');
    expect(read(added)).toMatch(/^Set: Mon 28 Dec to Fri 1 Jan 2027\. Your next check-in: Day 30, Mon 4 Jan 2027/);
    await pressesBeside(joel, added, 'Take back');
    expect(read(top(await joel.modals()))).toMatch(/^Taken back\. Your next check-in: Day 30, Wed 30 Dec/);
    expect(read(top((await joel.modals()).slice(0, 1)))).toContain('Days away: none are set.');
  });

  test('a manager sets days away for somebody, who sees by whom', async () => {
    const view = await opened(mira);
    await pressesBeside(mira, view, 'Days away');
    const leave = top(await mira.modals());
    expect(read(leave)).toContain('their time');
    await mira.submits(leave, days('2027-03-01', '2027-03-02'));
    const added = top(await mira.modals());
    await mira.modals(); // the settings below
    const mine = await opened(joel);
    expect(read(mine)).toContain(`• Mon 1 Mar 2027 to Tue 2 Mar 2027, set by <@${mira.state.me}>`);
    await pressesBeside(mira, added, 'Take back');
    expect(read(await mira.topModal())).toContain('Taken back.');
  });

  test('an admin reaches anybody’s days away, and whoever it is sees that in their settings', async () => {
    const view = await opened(ada);
    const select = view.blocks
      .filter(isKnown)
      .find((block) => block.type === 'actions' && block.elements[0]?.type === 'users_select');
    await ada.does({
      kind: 'action',
      source: { kind: 'view', viewId: view.id },
      blockId: select?.block_id ?? '',
      actionId: 'settings.leave-of',
      element: { type: 'users_select', selected_user: joel.state.me },
      state: {},
    });
    expect(read(top(await ada.modals()))).toContain(`No days away of <@${joel.state.me}> are set.`);
    const mine = await opened(joel);
    await joel.presses(mine, 'Who has read my data');
    const readers = read(top(await joel.modals()));
    expect(readers).toContain(`• <@${ada.state.me}> looked at your days away, Mon 30 Nov, 10:`);
    expect(readers).toContain(`Your manager, <@${mira.state.me}>, sees your plan anyway`);
  });

  test('an admin sets what counts for everybody; a line that is no holiday is named under the list', async () => {
    const view = await opened(ada);
    await ada.presses(view, 'Workspace settings');
    const form = top(await ada.modals());
    const holidays = (value: string) => ({ holidays: { 'settings.holidays': { type: 'plain_text_input', value } } });
    expect(await ada.submits(form, holidays('2026-12-30 Shutdown\n31.12. Shutdown'))).toEqual({
      ok: false,
      errors: { holidays: expect.stringContaining('"31.12. Shutdown"') },
    });
    await ada.submits(form, { ...holidays('2026-12-30 Shutdown'), ...country('workspace', 'US') });
    expect(read(top(await ada.modals()))).toMatch(/^Saved\. /);
    expect(read(await opened(joel))).toContain('Your next check-in: Day 30, Thu 31 Dec, 09:00.');
  });

  test('what no database keeps is left out of what somebody types', async () => {
    const view = await opened(ada);
    await ada.presses(view, 'Workspace settings');
    const form = top(await ada.modals());
    const value = '2026-12-30 Shut\u0000down \ud83d🙂';
    await ada.submits(form, {
      holidays: { 'settings.holidays': { type: 'plain_text_input', value } },
      ...country('workspace', 'US'),
    });
    expect(read(top(await ada.modals()))).toMatch(/^Saved\. /);
    expect(await ownHolidays(coach.db, 'T0NORTHWND')).toEqual([{ on: '2026-12-30', name: 'Shutdown 🙂' }]);
  });

  test('an admin gets the audit log as a file in the direct message', async () => {
    const view = await opened(ada);
    await ada.presses(view, 'Audit log as a file');
    expect(read(top(await ada.modals()))).toContain('on its way to our direct message');
    const message = await ada.reply();
    expect(message).toMatchObject({ conversation: ada.dm, files: [{ name: 'audit-log-2026-11-30.csv' }] });
    expect(message.text).toContain('The audit log of this workspace up to Mon 30 Nov');
    const log = await auditLog(coach.db, 'T0NORTHWND');
    expect(log.at(-1)).toMatchObject({ action: 'export-audit-log', by_id: ada.state.me });
  });

  test('nobody else is shown what is for admins', async () => {
    const view = await opened(priya);
    expect(JSON.stringify(view.blocks)).not.toMatch(/settings\.(workspace|audit-log|leave-of)/);
    expect(read(view)).toContain("You have no plan yet. Check-ins and a manager's digest go by these settings.");
  });
});

const suggestion = z.object({
  ok: z.literal(true),
  groups: z.array(z.object({ options: z.array(z.object({ text: z.object({ text: z.string() }) })) })),
});

/** What the menu of countries offers. */
async function suggestions(
  coach: TestCoach,
  { state }: TestPage,
  { viewId, query }: { viewId: string; query: string },
): Promise<string[]> {
  const { origin } = new URL(coach.slackUrl);
  const place = { blockId: 'country', actionId: 'settings.country:mine' };
  const response = await fetch(`${origin}/local/page/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({
      kind: 'suggest',
      person: state.me,
      source: { kind: 'view', viewId },
      ...place,
      query,
      state: {},
    }),
  });
  const { groups } = suggestion.parse(await response.json());
  return groups.flatMap(({ options }) => options.map(({ text }) => text.text));
}
