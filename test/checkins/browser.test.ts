import { mkdirSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/calendar/clock.ts';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { logOf, openPageOf, turnsUntil, types } from '../support/page-in-browser.ts';
import { freePort, type RunningCoach, runCoach } from '../support/process.ts';
import { goals, labels } from './day-thirty.ts';

const pictures = 'screenshots';
const joel = 'U0JOEL00000';
const mira = 'U0MIRA00000';
const priya = 'U0PRIYA0000';

describe.skipIf(!chromiumPath && !mustHaveBrowser)('a check-in, from end to end in the browser', () => {
  let coach: RunningCoach;
  let browser: BrowserContext;
  let port: string;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    port = String(await freePort());
    coach = runCoach({ PORT: port });
    await coach.prints('ready');
    browser = await openBrowser({ width: 1280, height: 1000 });
  });
  afterAll(async () => {
    await browser?.close();
    await coach?.[Symbol.asyncDispose]();
  });

  test('onboard, on to day 30, answer with a goal blocked, coaching, the word to the manager, and the bars', {
    timeout: 120_000,
  }, async () => {
    const manager = await opened(mira);
    const today = localDateOf(systemClock.now(), 'Europe/Stockholm');
    await types(manager, `/ml-role onboard @Priya Nair ${today}`);
    await logOf(manager).getByText('plan is set').waitFor();
    await manager.screenshot({ path: `${pictures}/onboarded.png` });

    const hire = await opened(priya);
    await turnsUntil(hire, () => logOf(hire).getByRole('heading', { name: 'Day 30 check-in', exact: true }));
    await hire.screenshot({ path: `${pictures}/checkin-asked.png` });

    await logOf(hire).getByRole('button', { name: 'Answer', exact: true }).last().click();
    const form = hire.getByRole('dialog');
    await form.getByRole('combobox', { name: goals.product }).selectOption('✓ done');
    await form.getByRole('combobox', { name: goals.access }).selectOption('▲ blocked');
    const notes = form.getByRole('textbox', { name: labels.evidence });
    await expect.poll(() => notes.count()).toBe(2);
    await notes.last().fill('Ticket DATA-12, open for two weeks');
    await form.getByRole('textbox', { name: labels.help }).fill('A word with the data team');
    await form.getByRole('textbox', { name: labels.onlyForMe }).fill('It is a lot at once');
    expect(await notes.last().inputValue()).toBe('Ticket DATA-12, open for two weeks');
    await hire.screenshot({ path: `${pictures}/checkin-form.png` });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    const summary = logOf(hire).getByRole('article').filter({ hasText: 'Day 30 check-in, answered' });
    await summary.getByText('Read access to the warehouse').waitFor();
    expect(await summary.textContent()).not.toContain('It is a lot at once');
    await summary.screenshot({ path: `${pictures}/checkin-coaching.png` });

    await turnsUntil(manager, () => logOf(manager).getByText('is stuck at Day 30'));
    const told = logOf(manager).getByRole('article').filter({ hasText: 'is stuck at Day 30' });
    expect(await told.textContent()).toContain('A word with the data team');
    await manager.screenshot({ path: `${pictures}/checkin-manager.png` });

    await hire.getByRole('tab', { name: 'Home' }).click();
    await hire.getByText('■□□□□ 1 of 5 done').waitFor();
    await hire.screenshot({ path: `${pictures}/checkin-home.png` });
    await manager.close();
    await hire.close();
  });

  test('what was typed is there again after the bot was restarted in the middle of it', {
    timeout: 60_000,
  }, async () => {
    const typed = 'The first review went well';
    const page = await opened(joel);
    await types(page, '/ml-role checkin');
    const field = page.getByRole('dialog').getByRole('textbox', { name: labels.wentWell });
    const told = page.waitForResponse((response) => response.request().postData()?.includes(typed) === true);
    await field.pressSequentially(typed);
    await told;
    const { folder } = coach;
    coach.process.kill('SIGTERM');
    expect(await coach.ends()).toBe(0);
    coach = runCoach({ PORT: port }, folder);
    await coach.prints('ready');
    await page.reload();
    await types(page, '/ml-role checkin');
    await expect.poll(() => field.inputValue()).toBe(typed);
    await page.close();
  });

  const opened = (person: string) => openPageOf(browser, port, person);
});
