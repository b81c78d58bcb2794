import { mkdirSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { chart, pie } from './block-samples.ts';
import { dmOf, joel, manifestWith, type RunningWorkspace, startWorkspace } from './start-workspace.ts';

const pictures = 'screenshots';
const csv = (name: string, content: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

describe.skipIf(!chromiumPath && !mustHaveBrowser)('files and charts in the page, in a browser', () => {
  let browser: BrowserContext;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser({ width: 1000, height: 800 });
  });
  afterAll(() => browser?.close());

  test('a file is picked with the paperclip, thought over, and sent with a word', async () => {
    await using slack = await startWorkspace({ manifest: manifestWith('files:read'), pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await pick(page, csv('readings.csv', 'latency,120\n'));
    await page.getByRole('button', { name: 'Remove readings.csv' }).click();
    expect(await page.getByText('readings.csv').count()).toBe(0);

    await pick(page, csv('readings.csv', 'latency,120\n'));
    await page.keyboard.type('My numbers.');
    await page.screenshot({ path: `${pictures}/share-file.png` });
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /readings\.csv.*12 bytes/ }).waitFor();
    expect((await slack.bot.next()).body).toMatchObject({
      event: { subtype: 'file_share', text: 'My numbers.', files: [{ name: 'readings.csv' }] },
    });
    expect(await page.getByRole('button', { name: 'Remove readings.csv' }).count()).toBe(0);
    await page.close();
  });

  test('a dropped file is taken too, and goes without a word', async () => {
    await using slack = await startWorkspace({ manifest: manifestWith('files:read'), pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    const dropped = await page.evaluateHandle(`
      const data = new DataTransfer();
      data.items.add(new File(['latency,120'], 'dropped.csv', { type: 'text/csv' }));
      data`);
    await page.getByRole('log').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText('dropped.csv').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('link', { name: /dropped\.csv/ }).waitFor();
    await page.close();
  });

  test('a file that is empty or too large is met with a sentence, and in a channel nothing is shared', async () => {
    await using slack = await startWorkspace({ manifest: manifestWith('files:read'), pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await pick(page, csv('empty.csv', ''));
    await page.getByRole('alert').getByText('empty.csv is empty.').waitFor();
    await pick(page, csv('large.csv', 'x'.repeat(1024 * 1024 + 1)));
    await page.getByRole('alert').getByText('large.csv is larger than 1 MB').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'ml-team' }).click();
    await page.getByRole('textbox', { name: 'Message' }).and(page.getByPlaceholder('Message #ml-team')).waitFor();
    expect(await page.getByRole('button', { name: 'Share a file' }).count()).toBe(0);
    await page.close();
  });

  test('a chart is drawn with a line for each series, as wide as there is room, and read out as a table', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await post(slack, [withTarget(), chart({ type: 'bar', title: 'Releases' })]);
    const drawn = page.getByRole('img', { name: 'Latency, a line chart' });
    await drawn.waitFor();
    expect(await drawn.locator('polyline').count()).toBe(2);
    expect(await drawn.locator('circle').count()).toBe(20);
    await page.getByRole('row', { name: 'w19 119 100' }).waitFor();
    expect(await page.getByRole('img', { name: 'Releases, a bar chart' }).locator('.series rect').count()).toBe(2);
    await page.screenshot({ path: `${pictures}/chart.png` });

    await page.setViewportSize({ width: 390, height: 800 });
    await expect.poll(async () => (await drawn.boundingBox())?.width ?? 0).toBeLessThan(330);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.close();
  });

  test('a single reading is seen, and a round chart is drawn', async () => {
    await using slack = await startWorkspace({ pageFolder: 'dist/page' });
    const page = await opened(browser, slack);
    await post(slack, [
      chart({ weeks: ['w1'] }),
      pie([
        { label: 'done', value: 3 },
        { label: 'open', value: 1 },
      ]),
    ]);
    const drawn = page.getByRole('img', { name: 'Latency, a line chart' });
    await drawn.waitFor();
    expect(await drawn.locator('circle').count()).toBe(1);
    await page.getByRole('img', { name: /Pie chart: Parts/ }).waitFor();
    await page.close();
  });
});

/** Twenty readings that rise, over a target that stays. */
function withTarget() {
  const weeks = Array.from({ length: 20 }, (_, index) => `w${index}`);
  const series = (name: string, valueAt: (index: number) => number) => ({
    name,
    data: weeks.map((label, index) => ({ label, value: valueAt(index) })),
  });
  return {
    type: 'data_visualization',
    title: 'Latency',
    chart: {
      type: 'line',
      series: [series('Joel', (index) => 100 + index), series('Target', () => 100)],
      axis_config: { categories: weeks, x_label: 'Week', y_label: 'ms' },
    },
  };
}

const post = (slack: RunningWorkspace, blocks: object[]) =>
  slack.slack.apiCall('chat.postMessage', { channel: dmOf(joel), text: 'Your trend.', blocks });

const pick = (page: Page, file: ReturnType<typeof csv>) => page.getByLabel('File', { exact: true }).setInputFiles(file);

async function opened(browser: BrowserContext, slack: RunningWorkspace): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${slack.url}/?person=${joel}`);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return page;
}
