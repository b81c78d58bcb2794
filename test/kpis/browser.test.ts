import { mkdirSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { logOf, openPageOf, turns, turnsUntil, types } from '../support/page-in-browser.ts';
import { freePort, type RunningCoach, runCoach } from '../support/process.ts';

const pictures = 'screenshots';
const joel = 'U0JOEL00000';
const mira = 'U0MIRA00000';
const [latency, drift] = ['Inference latency (p95)', 'Data drift rate'];

describe.skipIf(!chromiumPath && !mustHaveBrowser)('KPIs, from end to end in the browser', () => {
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

  test('choose KPIs at home, be asked, fill in one that is off and one that is not, and see where it goes', {
    timeout: 120_000,
  }, async () => {
    const hire = await opened(joel);
    await hire.getByRole('tab', { name: 'Home' }).click();
    await hire.getByRole('button', { name: 'Choose KPIs', exact: true }).click();
    const form = hire.getByRole('dialog');
    await chooses(form, [latency, drift]);
    await hire.screenshot({ path: `${pictures}/kpis-choose.png` });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('I ask next on').waitFor();
    await hire.screenshot({ path: `${pictures}/kpis-chosen.png` });
    await hire.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    await hire.getByRole('tab', { name: 'Messages' }).click();

    await turnsUntil(hire, () => logOf(hire).getByText('Time for 2 numbers.'));
    await hire.screenshot({ path: `${pictures}/kpis-prompt.png` });
    await logOf(hire).getByRole('button', { name: 'Log them' }).last().click();
    await form.getByRole('textbox', { name: latency }).fill('240 ms');
    await form.getByRole('textbox', { name: drift }).fill('0.1');
    await hire.screenshot({ path: `${pictures}/kpis-form.png` });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('2 readings are saved.').waitFor();
    await hire.screenshot({ path: `${pictures}/kpis-saved.png` });
    const saved = (await form.textContent()) ?? '';
    for (const words of ['Off: 240 ms', 'On target: 0.1', 'What usually helps', 'Talk to'])
      expect(saved).toContain(words);
    await hire.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' }); // what is typed next is to go into the message

    await types(hire, 'log latency 180 ms after the cache');
    await logOf(hire).getByText('measured today').last().waitFor();
    await turns(hire, '+1 day');
    await types(hire, 'log latency 95');
    await logOf(hire).getByText('On target: 95 ms').last().waitFor();
    await types(hire, 'trend latency');
    const trend = logOf(hire).getByRole('article').filter({ hasText: 'Each reading' }).last();
    await trend.locator('svg').first().waitFor();
    await trend.screenshot({ path: `${pictures}/kpis-trend.png` });

    await hire.getByRole('tab', { name: 'Home' }).click();
    await hire.getByText(`${latency}: 95 ms`).or(hire.getByText(': 95 ms')).first().waitFor();
    await hire.screenshot({ path: `${pictures}/kpis-home.png` });

    const manager = await opened(mira);
    await types(manager, 'kpis @Joel Park');
    await logOf(manager).getByText('95 ms').first().waitFor();
    await manager.screenshot({ path: `${pictures}/kpis-manager.png` });
    await manager.close();
    await hire.close();
  });

  const opened = (person: string) => openPageOf(browser, port, person);
});

/** Those and no others. */
async function chooses(form: ReturnType<Page['getByRole']>, titles: readonly string[]): Promise<void> {
  const chosen = form.getByRole('button', { name: /^Remove / });
  await chosen.first().waitFor(); // three are suggested
  for (let left = await chosen.count(); left > 0; left--) await chosen.first().click();
  await expect.poll(() => chosen.count()).toBe(0);
  const menu = form.getByRole('combobox', { name: 'KPIs' });
  for (const [index, title] of titles.entries()) {
    const labels = await menu.locator('option').allTextContents();
    const label = labels.find((one) => one.startsWith(title));
    if (label === undefined) throw new Error(`${title} is not among ${labels.join(', ')}`);
    await menu.selectOption({ label });
    await expect.poll(() => chosen.count()).toBe(index + 1);
  }
}
