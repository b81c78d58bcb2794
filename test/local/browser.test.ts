import { mkdirSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { freePort, type RunningCoach, runCoach } from '../support/process.ts';

const pictures = 'screenshots';

describe.skipIf(!chromiumPath && !mustHaveBrowser)('the page of the local workspace, in a browser', () => {
  let coach: RunningCoach;
  let browser: BrowserContext;
  let url: string;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    const port = await freePort();
    url = `http://localhost:${port}`;
    coach = runCoach({ PORT: String(port) });
    await coach.prints('ready');
    browser = await openBrowser({ width: 1280, height: 900 });
  });
  afterAll(async () => {
    await browser?.close();
    await coach?.[Symbol.asyncDispose]();
  });

  test('shows what /ml-role kpis answers, follows its menus and buttons, and has the Home tab', async () => {
    const page = await opened(browser, url);
    await type(page, '/ml-role kpis');
    const messages = page.getByRole('log', { name: 'Messages' });
    await messages.getByRole('heading', { name: 'KPIs' }).waitFor();
    expect(await messages.getByRole('row').count()).toBe(19);
    await page.screenshot({ path: `${pictures}/kpis.png` });

    await messages
      .getByRole('combobox', { name: 'Show one in full' })
      .selectOption({ label: 'Inference latency (p95)' });
    await messages.getByRole('heading', { name: 'Inference latency (p95)' }).waitFor();
    await page.screenshot({ path: `${pictures}/latency.png` });
    await messages.getByRole('button', { name: 'Back to KPIs' }).click();
    await messages.getByRole('heading', { name: 'KPIs' }).waitFor();
    expect(await messages.getByRole('heading', { name: 'Inference latency (p95)' }).count()).toBe(0); // in its place
    expect(await messages.getByRole('row').count()).toBe(19);

    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Machine Learning Specialist' }).waitFor();
    await page.screenshot({ path: `${pictures}/home.png` });
    await page.getByRole('button', { name: 'Responsibilities' }).click();
    const modal = page.getByRole('dialog');
    await modal.getByRole('heading', { name: 'Responsibilities' }).waitFor();
    await page.screenshot({ path: `${pictures}/modal.png` });
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await page.close();
  });

  test('answers a question in the direct message, and another person sees nothing of it', async () => {
    const joel = await opened(browser, url);
    await type(joel, 'who decides about the budget?');
    await joel.getByRole('log').getByText('budget').nth(1).waitFor();
    const priya = await opened(browser, `${url}/?person=U0PRIYA0000`);
    expect(await priya.getByText('who decides about the budget?').count()).toBe(0);
    await joel.close();
    await priya.close();
  });

  test('searches with the keyboard alone', async () => {
    const page = await opened(browser, url);
    await page.getByRole('button', { name: /shortcut/i }).press('Enter');
    await page.getByRole('menuitem', { name: /Search the role/ }).press('Enter');
    const modal = page.getByRole('dialog');
    await modal.getByRole('textbox').pressSequentially('data drift');
    await page.keyboard.press('Enter');
    await modal.getByText('Data drift rate').first().waitFor();
    await page.screenshot({ path: `${pictures}/search.png` });
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await page.close();
  });

  test('is usable on a phone, in the dark', async () => {
    const phone = await openBrowser({ width: 390, height: 800 }, 'dark');
    const page = await opened(phone, url);
    await type(page, '/ml-role milestones day-30');
    await page.getByRole('heading', { name: 'Milestones and goals: Day 30' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.screenshot({ path: `${pictures}/phone.png` });
    await phone.close();
  });
});

/** A page that shows its conversation; what goes wrong in it fails the test. */
async function opened(browser: BrowserContext, url: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(url);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return page;
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Escape'); // away with the suggestions
  await page.keyboard.press('Enter');
}
