import { mkdirSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { dmOf, joel, mira, type RunningWorkspace, startWorkspace } from './start-workspace.ts';

const pictures = 'screenshots';

describe.skipIf(!chromiumPath && !mustHaveBrowser)('the clock of the local workspace, in a browser', () => {
  let browser: BrowserContext;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser({ width: 1280, height: 700 });
  });
  afterAll(() => browser?.close());

  test('goes to the next event, says whom the app wrote to, and leads there', async () => {
    await using slack = await planned();
    const page = await opened(browser, slack);
    const bar = page.getByRole('region', { name: 'The clock of this workspace' });
    await bar.getByText('Thu 8 Jan 2026, 10:00').waitFor();
    await bar.getByText('in 6 days, Wed 14 Jan, 09:00').waitFor();

    await bar.getByRole('button', { name: 'Next event' }).press('Enter');
    await bar.getByText('Wed 14 Jan 2026, 09:00').waitFor();
    await expectText(
      bar.getByRole('status'),
      'Wed 14 Jan, 09:00 in your time: 1 new message for you, 2 for Mira Lindqvist',
    );
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Next event'); // still
    await page.getByRole('log').getByText('Day 30 is today').waitFor();
    await page.getByText('Today', { exact: true }).waitFor();
    await page.screenshot({ path: `${pictures}/clock.png` });

    await bar.getByRole('button', { name: '2 for Mira Lindqvist' }).click();
    await page.getByRole('log').getByText('Joel is blocked').waitFor();
    await bar.getByText('Wed 14 Jan 2026, 15:00').waitFor();
    await page.close();
  });

  test('starts over only when that was meant', async () => {
    await using slack = await planned();
    const page = await opened(browser, slack);
    const bar = page.getByRole('region', { name: 'The clock of this workspace' });
    await bar.getByRole('button', { name: '+1 day' }).click();
    await expectText(bar.getByRole('status'), 'Fri 9 Jan, 10:00 in your time: nothing new');

    await bar.getByRole('button', { name: 'Start over' }).click();
    await page.screenshot({ path: `${pictures}/start-over.png` });
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(slack.agenda.startedOver()).toBe(0);
    await bar.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await bar.getByText('Thu 8 Jan 2026, 10:00').waitFor();
    await bar.getByText('nothing planned yet').waitFor();
    await page.close();
  });

  test('is off while the server is away', async () => {
    const slack = await planned();
    const page = await opened(browser, slack);
    await slack[Symbol.asyncDispose]();
    await page.getByText('Reconnecting…').waitFor();
    const bar = page.getByRole('region', { name: 'The clock of this workspace' });
    for (const button of await bar.getByRole('button').all()) expect(await button.isDisabled()).toBe(true);
    await page.close();
  });

  test('fits a phone, in the dark', async () => {
    const phone = await openBrowser({ width: 390, height: 800 }, 'dark');
    await using slack = await planned();
    const page = await opened(phone, slack);
    await page.getByRole('button', { name: 'Next event' }).click();
    await page.getByText('1 new message for you').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.screenshot({ path: `${pictures}/clock-phone.png` });
    await phone.close();
  });
});

/** A workspace in which the bot has something to say in six days. */
async function planned(): Promise<RunningWorkspace> {
  const slack = await startWorkspace({ turnable: true, pageFolder: 'dist/page' });
  const say = (person: string, text: string) => () => slack.slack.chat.postMessage({ channel: dmOf(person), text });
  slack.agenda.at('2026-01-14T14:00:00Z', say(joel, 'Day 30 is today. How is it going?'));
  slack.agenda.at('2026-01-14T14:00:00Z', say(mira, 'Joel is at day 30.'));
  slack.agenda.at('2026-01-14T14:00:30Z', say(mira, 'Joel is blocked on one goal.'));
  return slack;
}

/** A page whose machine has the time of the test's. */
async function opened(browser: BrowserContext, slack: RunningWorkspace): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.clock.setFixedTime(slack.clock.now());
  await page.goto(`${slack.url}/?person=${joel}`);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return page;
}

async function expectText(locator: ReturnType<Page['getByRole']>, text: string): Promise<void> {
  await locator.filter({ hasText: text }).waitFor();
  expect(await locator.textContent()).toBe(text);
}
