import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import { momentName } from '../../src/local/page/clock-words.ts';
import { goals, labels } from '../checkins/day-thirty.ts';
import type { TestCoach } from '../support/coach.ts';
import { logOf, openPageOf, turns, types } from '../support/page-in-browser.ts';

const ids = {
  mira: 'U0MIRA00000',
  ada: 'U0ADA000000',
  joel: 'U0JOEL00000',
  priya: 'U0PRIYA0000',
  noor: 'U0NOOR00000',
  sam: 'U0SAM000000',
} as const;

export type Name = keyof typeof ids;

/** Where the managers are. */
const zones = { mira: 'Europe/Stockholm', ada: 'America/Los_Angeles' } as const;

export type Manager = keyof typeof zones;

const isManager = (name: Name): name is Manager => Object.hasOwn(zones, name);

export interface Answer {
  states?: Partial<Record<keyof typeof goals, string>>;
  /** How the menu's option begins. */
  confidence?: string;
  wentWell?: string;
}

/** What the people of one workspace do in its page, and what a manager reads there. */
export interface TeamPages {
  /** Their page: a manager's stays open, the others use one after the other. */
  as(name: Name): Promise<Page>;
  /** Types something; resolves with the last message that has this in it. */
  asks(name: Name, text: string, answer: string): Promise<Locator>;
  /** Presses '+1 day' until it is that day for Mira. */
  turnsTo(day: LocalDate): Promise<void>;
  /** Opens the check-in that is open, fills it in and saves it. */
  answers(name: Name, answer: Answer): Promise<void>;
  /** The digest that came by itself on a day. */
  digest(name: Manager, on: LocalDate): Promise<Locator>;
  /** What it says, its buttons aside, and when it came by the manager's clock. */
  reads(name: Manager, on: LocalDate): Promise<string>;
}

export function teamPages(browser: BrowserContext, coach: TestCoach): TeamPages {
  const { port } = new URL(coach.slackUrl);
  const startedAt = coach.clock.now();
  const open = new Map<Name, Page>();
  const as = async (name: Name): Promise<Page> => {
    const known = open.get(name);
    await known?.bringToFront(); // behind another it is slow
    if (known) return known;
    for (const [other, page] of open) {
      if (isManager(name) || isManager(other)) continue;
      await page.close(); // a browser keeps at most six connections to one server, and each page holds one
      open.delete(other);
    }
    const page = await openPageOf(browser, port, ids[name], startedAt);
    open.set(name, page);
    return page;
  };
  const digest = async (name: Manager, on: LocalDate): Promise<Locator> => {
    const page = await as(name);
    const ofDay = { has: page.locator(`time[datetime^="${on}"]`), hasNotText: 'Only visible to you' };
    const own = logOf(page).getByRole('article').filter({ hasText: 'Your team this week' }).filter(ofDay);
    await own.waitFor();
    return own;
  };
  return {
    as,
    digest,
    async asks(name, text, answer) {
      const page = await as(name);
      await types(page, text);
      const message = logOf(page).getByRole('article').filter({ hasText: answer }).last();
      await message.waitFor();
      return message;
    },
    async turnsTo(day) {
      const page = await as('mira');
      const today = () => localDateOf(coach.clock.now(), zones.mira);
      while (today() < day) {
        await turns(page, '+1 day');
        await page.getByText('Turning the clock…').waitFor({ state: 'detached' });
      }
      expect(today()).toBe(day);
    },
    async answers(name, answer) {
      const page = await as(name);
      await types(page, '/ml-role checkin');
      await fills(page.getByRole('dialog'), answer);
    },
    async reads(name, on) {
      const message = await digest(name, on);
      const instant = await message.locator('time').first().getAttribute('datetime');
      const cameAt = momentName(new Date(instant ?? ''), zones[name], { withYear: true });
      const texts = await message.locator('.block:not([data-block-type="actions"])').allInnerTexts();
      return `${[cameAt, '', ...texts].join('\n')}\n`;
    },
  };
}

async function fills(form: Locator, { states = {}, confidence, wentWell }: Answer): Promise<void> {
  const [next, save] = ['Next', 'Save'].map((name) => form.getByRole('button', { name, exact: true }));
  if (!next || !save) throw new Error('there are two');
  await next.or(save).waitFor();
  for (const [goal, title] of Object.entries(goals)) {
    const state = new Map(Object.entries(states)).get(goal);
    if (state !== undefined) await form.getByRole('combobox', { name: title }).selectOption(state);
  }
  if (confidence !== undefined) {
    const menu = form.getByRole('combobox', { name: labels.confidence });
    const label = (await menu.locator('option').allTextContents()).find((one) => one.startsWith(confidence));
    await menu.selectOption({ label: label ?? '' });
  }
  if (wentWell !== undefined) await form.getByRole('textbox', { name: labels.wentWell }).fill(wentWell);
  if ((await next.count()) > 0) await next.click(); // what is open of earlier check-ins is on a page of its own
  await save.click();
  await form.waitFor({ state: 'detached' });
}
