import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Somebody's page of a local workspace, on a machine whose clock shows that moment; what goes wrong in it fails the test. */
export async function openPageOf(browser: BrowserContext, port: string, person: string, at?: Date): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  if (at) await page.clock.setFixedTime(at);
  await page.goto(`http://localhost:${port}/?person=${person}`);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return page;
}

export const logOf = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

/** Types a message and sends it; resolves when it is on its way. */
export async function types(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill(text);
  await box.press('Escape'); // away with the suggestions
  await box.press('Enter');
  await expect.poll(() => box.inputValue()).toBe('');
}

/** Presses a button of the clock; resolves when the moment is there. */
export async function turns(page: Page, button: string): Promise<void> {
  await page.bringToFront(); // a browser draws what is behind only once a second
  const turned = page.waitForResponse((response) => response.url().endsWith('/local/page/requests'));
  await page.getByRole('button', { name: button }).click();
  await turned;
}

/** More moments at which something happens than there are in a month. */
const mostEvents = 30;

/** Presses 'Next event' until something is there. */
export async function turnsUntil(page: Page, awaited: () => Locator): Promise<void> {
  for (let events = 0; events < mostEvents; events++) {
    if ((await awaited().count()) > 0) return;
    await turns(page, 'Next event');
  }
  throw new Error('it did not come');
}
