import { mkdirSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import type { FromSlack } from './fake-bot.ts';
import { call, modal, plain, triggerFor } from './modal-samples.ts';
import { joel, manifestWith, type RunningWorkspace, startWorkspace } from './start-workspace.ts';

const pictures = 'screenshots';
const option = (value: string) => ({ text: plain(value), value });
const field = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: 'it', ...element },
  ...more,
});
const told = (...on: string[]) => ({ dispatch_action_config: { trigger_actions_on: on } });
const form = (blocks: object[]) => modal('Form', { submit: plain('Save'), blocks });
const note = field('Note', { type: 'plain_text_input' });
const each = field('Each', { type: 'plain_text_input', ...told('on_character_entered') }, { dispatch_action: true });
const onEnter = field('On Enter', { type: 'plain_text_input' }, { dispatch_action: true });
const skill = field('Skill', { type: 'external_select', min_query_length: 2 });
const skills = field('Skills', {
  type: 'multi_external_select',
  min_query_length: 0,
  initial_options: [option('drift')],
});

describe.skipIf(!chromiumPath && !mustHaveBrowser)('forms in the page of the local workspace, in a browser', () => {
  let browser: BrowserContext;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser({ width: 1000, height: 800 });
  });
  afterAll(() => browser?.close());

  test('typing is told letter by letter or on Enter, and outlives the updates that the bot makes meanwhile', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    const dialog = await formIn(slack, page, [note, each, onEnter]);
    const heard: string[] = [];
    slack.bot.reply(async ({ body }: FromSlack) => {
      if (body['type'] !== 'block_actions') return {};
      const said = typedIn(body);
      heard.push(said);
      const answer = { type: 'section', block_id: `answer-${heard.length}`, text: plain(`heard ${said}`) };
      await call(slack, 'views.update', { view_id: viewIdOf(body), view: form([answer, note, each, onEnter]) });
      return {};
    });
    await dialog.getByLabel('Note').fill('mine');
    await dialog.getByLabel('Each').pressSequentially('drift');
    await dialog.getByText('heard drift').waitFor();
    expect(heard).toEqual(['d', 'dr', 'dri', 'drif', 'drift']);
    expect(await dialog.getByLabel('Each').inputValue()).toBe('drift');

    await dialog.getByText('Press Enter to send it to the app').waitFor();
    await dialog.getByLabel('On Enter').pressSequentially('now');
    await page.keyboard.press('Enter');
    await dialog.getByText('heard now').waitFor();
    expect(heard).toHaveLength(6);
    for (const [name, text] of [
      ['Note', 'mine'],
      ['Each', 'drift'],
      ['On Enter', 'now'],
    ] as const) {
      expect(await dialog.getByLabel(name, { exact: true }).inputValue()).toBe(text);
    }
    await page.close();
  });

  test('a menu that the app fills is used with the keyboard, and what was chosen is submitted', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    const dialog = await formIn(slack, page, [skill, skills, note]);
    const submitted: unknown[] = [];
    slack.bot.reply(async ({ body }: FromSlack) => {
      if (body['type'] === 'view_submission') submitted.push(body['view']);
      if (body['type'] !== 'block_suggestion') return {};
      const found = ['latency', 'data drift', 'drift', 'data quality'].filter((one) =>
        one.includes(String(body['value'])),
      );
      return { body: { option_groups: [{ label: plain('Skills'), options: found.map(option) }] } };
    });
    const one = dialog.getByRole('combobox', { name: 'Skill', exact: true });
    await one.pressSequentially('d');
    await dialog.getByText('Type one more letter').waitFor();
    await one.pressSequentially('a');
    await dialog.getByRole('option', { name: 'data quality' }).waitFor();
    await page.screenshot({ path: `${pictures}/external-select.png` });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await one.inputValue()).toBe('data quality');

    const several = dialog.getByRole('combobox', { name: 'Skills' });
    await several.click();
    await dialog.getByRole('option', { name: 'latency' }).click();
    await dialog.getByRole('button', { name: 'Remove drift' }).click();
    await dialog.getByRole('button', { name: 'Remove latency' }).waitFor();
    await several.press('ArrowDown');
    await page.keyboard.press('Escape'); // the list, not the form
    await dialog.getByLabel('Note').fill('x');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(submitted).toMatchObject([
      {
        state: {
          values: {
            Skill: { it: { type: 'external_select', selected_option: option('data quality') } },
            Skills: { it: { type: 'multi_external_select', selected_options: [option('latency')] } },
          },
        },
      },
    ]);
    await page.close();
  });

  test('a shared file is saved under its name', async () => {
    await using slack = await startWorkspace({ manifest: manifestWith('files:write'), pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    const channel = { channel_id: 'D0JOEL00000', filename: 'readings.csv', initial_comment: 'Your data.' };
    await slack.slack.filesUploadV2({ ...channel, content: 'x'.repeat(20_000), title: 'Your readings' });
    const link = page.getByRole('link', { name: /Your readings.*20 KB/ });
    await page.screenshot({ path: `${pictures}/file.png` });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('readings.csv');
    await page.close();
  });

  test("somebody's account and time zone are changed in the list of people", async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await page.getByRole('button', { name: 'People…' }).click();
    const dialog = page.getByRole('dialog', { name: 'People' });
    await dialog.getByRole('combobox', { name: 'Account of Priya Nair' }).selectOption('Deactivated');
    await dialog.getByRole('combobox', { name: 'Time zone of Joel Park' }).selectOption('Asia/Tokyo');
    await page.getByText('in Asia/Tokyo').waitFor();
    await page.screenshot({ path: `${pictures}/people.png` });
    expect((await slack.slack.users.info({ user: 'U0PRIYA0000' })).user?.deleted).toBe(true);
    expect((await slack.slack.users.info({ user: joel })).user?.tz).toBe('Asia/Tokyo');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.close();
  });
});

async function opened(browser: BrowserContext, slack: RunningWorkspace): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${slack.url}/?person=${joel}`);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return page;
}

async function formIn(slack: RunningWorkspace, page: Page, blocks: object[]): Promise<Locator> {
  await call(slack, 'views.open', { trigger_id: await triggerFor(slack), view: form(blocks) });
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return dialog;
}

/** What was typed, of a `block_actions` payload. */
function typedIn({ actions }: Record<string, unknown>): string {
  const [action]: { value: string }[] = JSON.parse(JSON.stringify(actions));
  return action?.value ?? '';
}

function viewIdOf({ view }: Record<string, unknown>): string {
  const { id }: { id: string } = JSON.parse(JSON.stringify(view));
  return id;
}
