import { mkdirSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { chromiumPath, mustHaveBrowser, openBrowser } from '../support/browser.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { logOf, types } from '../support/page-in-browser.ts';
import { type Manager, type TeamPages, teamPages } from './six-weeks-pages.ts';

const pictures = 'screenshots';

/**
 * Mira, in Stockholm, manages Joel, Priya and Noor; Ada, in Los Angeles, manages Sam and Mira. What each digest says is
 * kept in `golden/`: `npm test -- -u test/digests/six-weeks.test.ts` writes it anew, and the difference is to be read.
 */
describe.skipIf(!chromiumPath && !mustHaveBrowser)(
  'six weeks of two managers and their five reports',
  {
    timeout: 120_000,
  },
  () => {
    let coach: TestCoach;
    let browser: BrowserContext;
    let team: TeamPages;

    beforeAll(async () => {
      mkdirSync(pictures, { recursive: true });
      coach = await startTestCoach({ at: '2027-03-02T14:00:00Z', hasClockBar: true }); // a Tuesday
      browser = await openBrowser({ width: 1280, height: 1000 });
      team = teamPages(browser, coach);
    });
    afterAll(async () => {
      await browser?.close();
      await coach?.[Symbol.asyncDispose]();
    });

    const expectDigest = async (manager: Manager, on: LocalDate): Promise<void> => {
      await expect(await team.reads(manager, on)).toMatchFileSnapshot(`golden/${manager}-${on}.txt`);
    };

    test('in the first week: who has begun, and who has not answered', async () => {
      await admits();
      await team.asks('ada', '/ml-role onboard @Sam Duarte 2027-02-01', 'plan is set');
      await team.asks('ada', '/ml-role onboard @Mira Lindqvist 2027-02-22', 'plan is set');
      await team.asks('mira', '/ml-role onboard @Joel Park 2027-02-08', 'plan is set');
      await team.asks('mira', '/ml-role onboard @Priya Nair 2027-03-08', 'plan is set');
      await team.asks('mira', '/ml-role onboard @Noor Haddad 2027-01-04', 'plan is set');
      await livesInSweden();

      await team.turnsTo('2027-03-04');
      const states = { product: '✓ done', pipeline: '◐ in progress' };
      await team.answers('sam', { states, confidence: '4', wentWell: 'Everybody took their time for me' });
      await team.turnsTo('2027-03-09');
      await expectDigest('mira', '2027-03-08');
      await expectDigest('ada', '2027-03-08');
    });

    test('in the second: somebody is blocked and off target, and a reminder did not help', async () => {
      await (await team.digest('mira', '2027-03-08')).getByRole('button', { name: 'Remind now' }).click();
      await logOf(await team.as('mira'))
        .getByText('They will see that you asked me to')
        .waitFor();
      await team.turnsTo('2027-03-11');
      await logOf(await team.as('noor'))
        .getByText('asked me to remind you of your Day 60 check-in')
        .waitFor();
      await team.answers('joel', { states: { product: '✓ done', access: '▲ blocked' }, confidence: '4' });
      await team.asks('joel', '/ml-role log latency 240', 'Off: 240 ms');
      await team.turnsTo('2027-03-16');
      await (await team.digest('mira', '2027-03-15')).screenshot({ path: `${pictures}/digest.png` });
      await expectDigest('mira', '2027-03-15');
      await expectDigest('ada', '2027-03-15'); // a quiet week: a line
    });

    test('in the third: what was talked about is left out, and what got better is told', async () => {
      const digest = await team.digest('mira', '2027-03-15');
      await digest.getByRole('button', { name: 'Mark as discussed' }).first().click();
      await digest.getByText('Discussed and unchanged: 2.').waitFor();
      expect(await digest.textContent()).not.toContain('Blocked');

      await team.turnsTo('2027-03-17');
      const progress = await team.asks('joel', '/ml-role progress', 'Where things stand');
      const access = progress.locator('.block').filter({ hasText: 'Get access to data' });
      await access.getByRole('combobox').selectOption('◐ in progress');
      await access.getByText('◐ Get access to data').waitFor();
      await team.asks('joel', '/ml-role log latency 85 after the cache', 'On target: 85 ms');
      const now = await team.asks('mira', '/ml-role digest', 'no longer blocked');
      expect(await now.textContent()).toContain('Only visible to you');

      await team.turnsTo('2027-03-18');
      await team.answers('sam', { wentWell: 'Everybody took their time for me, and the first fix is out' });
      await team.turnsTo('2027-03-23');
      await expectDigest('mira', '2027-03-22'); // it was asked for, and comes all the same
      await expectDigest('ada', '2027-03-22');
    });

    test('in the fourth: somebody has got another manager, and Easter Monday moves a digest', async () => {
      await handsNoorOverToAda();
      await team.turnsTo('2027-03-24');
      await team.asks('mira', '/ml-role pause @Priya Nair until 2027-04-06', 'is paused and goes on again');
      await team.turnsTo('2027-03-25');
      await team.answers('noor', { confidence: '4' });
      await team.turnsTo('2027-03-30');
      await expectDigest('mira', '2027-03-30'); // on Tuesday
      await expectDigest('ada', '2027-03-29');
    });

    test('in the fifth: a manager is a report, too', async () => {
      await team.turnsTo('2027-04-06');
      await expectDigest('mira', '2027-04-05');
      await expectDigest('ada', '2027-04-05');
    });

    test('in the sixth: somebody is less sure of themself', async () => {
      await team.answers('sam', { confidence: '2' });
      await team.turnsTo('2027-04-13');
      await expectDigest('mira', '2027-04-12');
      await expectDigest('ada', '2027-04-12');
    });

    /** Two people become members, and Ada moves. */
    async function admits(): Promise<void> {
      const page = await team.as('ada');
      await page.getByRole('button', { name: 'People…' }).click();
      const people = page.getByRole('dialog', { name: 'People' });
      for (const name of ['Noor Haddad', 'Sam Duarte'])
        await people.getByRole('combobox', { name: `Account of ${name}` }).selectOption('Member');
      await people.getByRole('combobox', { name: 'Time zone of Ada Okafor' }).selectOption('America/Los_Angeles');
      await people.getByRole('button', { name: 'Close the dialog' }).click();
      await people.waitFor({ state: 'detached' });
    }

    /** Whose holidays are Mira's. */
    async function livesInSweden(): Promise<void> {
      const page = await team.as('mira');
      await types(page, '/ml-role settings');
      const form = page.getByRole('dialog');
      await form.getByRole('combobox', { name: 'My public holidays' }).fill('Swed');
      await form.getByRole('option', { name: 'Sweden', exact: true }).click();
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByText('Saved').waitFor();
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'detached' });
    }

    async function handsNoorOverToAda(): Promise<void> {
      const progress = await team.asks('ada', '/ml-role progress @Noor Haddad', 'Where things stand');
      await progress.getByRole('button', { name: 'See the dates' }).click();
      const page = await team.as('ada');
      await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click();
      const form = page.getByRole('dialog', { name: 'Change the plan' });
      await form.getByRole('combobox', { name: 'Manager' }).selectOption('Ada Okafor');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
  },
);
