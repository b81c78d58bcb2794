import { mkdirSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { openPageOf } from '../support/page-in-browser.ts';
import { dataTable, many, number, raw } from './block-samples.ts';
import { dmOf, joel, type RunningWorkspace, startWorkspace } from './start-workspace.ts';

const pictures = 'screenshots';
const mira = 'U0MIRA00000';

describe.skipIf(!chromiumPath && !mustHaveBrowser)('a data table in the page, in a browser', () => {
  let browser: BrowserContext;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser({ width: 1000, height: 800 });
  });
  afterAll(() => browser?.close());

  test('is sorted by number from the head of a column, and read page by page', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await post(slack, [readings(37, { page_size: 10 })]);
    const { table, pages } = tableIn(page);
    await pages.getByText('1–10 of 37').waitFor();
    expect(await firstNames(table, 3)).toEqual(['KPI 0', 'KPI 1', 'KPI 2']);

    const latest = table.getByRole('columnheader', { name: 'Latest' });
    const sort = latest.getByRole('button');
    await pages.getByRole('button', { name: 'Next' }).click();
    await pages.getByText('11–20 of 37').waitFor();
    await sort.click();
    await pages.getByText('1–10 of 37').waitFor();
    expect(await latest.getAttribute('aria-sort')).toBe('ascending');
    expect(await firstNames(table, 3)).toEqual(['KPI 36', 'KPI 35', 'KPI 34']);
    await sort.click();
    expect(await latest.getAttribute('aria-sort')).toBe('descending');
    expect(await firstNames(table, 3)).toEqual(['KPI 1', 'KPI 2', 'KPI 3']);

    for (const shown of ['11–20', '21–30', '31–37']) {
      await pages.getByRole('button', { name: 'Next' }).click();
      await pages.getByText(`${shown} of 37`).waitFor();
    }
    expect(await table.getByRole('rowheader').allInnerTexts()).toHaveLength(7);
    expect(await table.getByRole('rowheader').last().textContent()).toBe('KPI 0'); // has no value
    await sort.click();
    expect(await latest.getAttribute('aria-sort')).toBe('none');
    expect(await firstNames(table, 1)).toEqual(['KPI 0']);
    await page.close();
  });

  test('is sorted and paged with the keyboard, and the focus stays where it is', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await post(slack, [readings(7)]);
    const { table, pages, filter } = tableIn(page);
    await filter.focus();
    for (const _ of ['the box that scrolls', 'KPI', 'Who', 'Latest']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await firstNames(table, 2)).toEqual(['KPI 6', 'KPI 5']);
    await page.keyboard.press('Space');
    expect(await firstNames(table, 2)).toEqual(['KPI 1', 'KPI 2']);

    for (const _ of ['Noted', 'Previous', 'Next']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await pages.getByText('6–7 of 7').waitFor();
    await page.keyboard.press('Enter'); // at the end: nothing happens
    expect(await pages.getByRole('status').textContent()).toBe('6–7 of 7');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await pages.getByText('1–5 of 7').waitFor();
    await page.close();
  });

  test('is filtered by what stands in any cell, people by their names', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await post(slack, [readings(12)]);
    const { table, pages, filter } = tableIn(page);
    await pages.getByRole('button', { name: 'Next' }).click();
    await filter.fill('joel');
    await pages.getByText('1–4 of 4').waitFor();
    expect(await table.getByRole('cell', { name: '@Joel Park' }).count()).toBe(4);
    await table.getByRole('button', { name: 'Latest' }).click();
    expect(await firstNames(table, 4)).toEqual(['KPI 9', 'KPI 6', 'KPI 3', 'KPI 0']);
    await filter.fill('zebra');
    await pages.getByText('Nothing matches.').waitFor();
    expect(await table.getByRole('rowheader').count()).toBe(0);
    await filter.fill('');
    await pages.getByText('1–5 of 12').waitFor();
    await page.close();
  });

  test('keeps its columns as wide from page to page, and scrolls within itself on a phone', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await page.setViewportSize({ width: 390, height: 800 });
    await post(slack, [readings(7), dataTable([[raw('Team')], [raw('Search')]], { caption: 'Short' })]);
    const { table, pages } = tableIn(page);
    await table.waitFor();
    const widthOf = async () => (await table.boundingBox())?.width ?? 0;
    const before = await widthOf();
    expect(before).toBeGreaterThan(390);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.screenshot({ path: `${pictures}/data-table-phone.png` });
    await pages.getByRole('button', { name: 'Next' }).click();
    await pages.getByText('6–7 of 7').waitFor();
    expect(await widthOf()).toBe(before);

    await page.getByRole('table', { name: 'Short' }).waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(1); // a table of one page needs none
    expect(await page.getByRole('navigation', { name: 'Pages of Short' }).count()).toBe(0);
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.close();
  });
});

/** Every third is Joel's. The first has no value; those of the others fall, from some tens to some ones. */
function readings(count: number, more: object = {}) {
  const head = ['KPI', 'Who', 'Latest', 'Noted'].map(raw);
  const rows = many(count, (index) => [
    raw(`KPI ${index}`),
    person(index % 3 === 0 ? joel : mira),
    index === 0 ? raw('–') : number(count - index),
    raw(index === count - 1 ? 'The last release made this better, so it may stay as it is for a while.' : 'fine'),
  ]);
  return dataTable([head, ...rows], { caption: 'Readings', ...more });
}

const person = (id: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: id }] }],
});

const post = (slack: RunningWorkspace, blocks: object[]) =>
  slack.slack.apiCall('chat.postMessage', { channel: dmOf(joel), text: 'Your team.', blocks });

const opened = (browser: BrowserContext, slack: RunningWorkspace): Promise<Page> =>
  openPageOf(browser, new URL(slack.url).port, joel);

const tableIn = (page: Page) => ({
  table: page.getByRole('table', { name: 'Readings' }),
  pages: page.getByRole('navigation', { name: 'Pages of Readings' }),
  filter: page.getByRole('searchbox', { name: 'Filter Readings' }),
});

const firstNames = async (table: Locator, count: number): Promise<string[]> =>
  (await table.getByRole('rowheader').allInnerTexts()).slice(0, count);
