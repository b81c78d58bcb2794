import { describe, expect, test } from 'vitest';
import type { Message } from '../../blocks/kit.ts';
import { plainText, textLength } from '../../blocks/plain-text.ts';
import { teamBlocks } from '../../blocks/team/team-home.ts';
import { teamMessage } from '../../blocks/team/team-table.ts';
import { checkMessageBlocks, checkView } from '../../src/local/checks/block-check.ts';
import type { Member, Team } from '../../src/team/team.ts';
import { samplePlan } from '../blocks/sample-plan.ts';
import { saidIn } from '../support/read-page.ts';

/** Everything that can be said of somebody, as long as it gets. */
const member = (index: number): Member => ({
  personId: `U0P${String(index).padStart(8, '0')}`,
  plan: { ...samplePlan(), state: 'paused', pausedUntil: '2027-09-30' },
  checkin: { milestone: 'Month 12', on: '2026-12-30', state: 'open' },
  kpis: { onTarget: 10, atRisk: 10, off: 10 },
  blocked: { count: 20, since: '2026-12-30' },
  statuses: index % 2 === 0 ? ['needs-word', 'blocked'] : ['on-course'],
  points: [],
});

const teamOf = (size: number): Team => ({
  today: '2027-01-04',
  members: Array.from({ length: size }, (_, index) => member(index)),
});

function pagesOf(team: Team, filter: 'everybody' | 'blocked'): Message[] {
  const pages = [teamMessage(team, { filter, page: 1 })];
  while (JSON.stringify(pages.at(-1)?.blocks).includes('Next page'))
    pages.push(teamMessage(team, { filter, page: pages.length + 1 }));
  return pages;
}

const namedIn = (pages: readonly Message[]): string[] => pages.flatMap((page) => saidIn(page).match(/U0P\d{8}/g) ?? []);

describe('a team of many', () => {
  test.each([1, 7, 60, 99, 100, 400])(
    'of %i stays within Slack’s limits on every page, and names each once',
    (size) => {
      const team = teamOf(size);
      for (const [filter, count] of [['everybody', size] as const, ['blocked', Math.ceil(size / 2)] as const]) {
        const pages = pagesOf(team, filter);
        for (const { blocks, text } of pages) {
          expect(checkMessageBlocks(blocks)).toEqual([]);
          expect(blocks.reduce((sum, block) => sum + textLength(block), 0)).toBeLessThan(13_000);
          expect(text.length).toBeLessThanOrEqual(4000);
        }
        expect(new Set(namedIn(pages)).size).toBe(count);
        expect(namedIn(pages)).toHaveLength(count);
      }
    },
  );

  test('keeps what is filtered by from page to page, and goes back', () => {
    const [, second] = pagesOf(teamOf(400), 'blocked');
    expect(second && plainText(second.blocks)).toContain('Your team, page 2 of 3');
    const buttons = JSON.stringify(second?.blocks);
    expect(buttons).toContain('"value":"blocked 3"');
    expect(buttons).toContain('"value":"blocked 1"');
  });

  test('shows the last page to whoever asks for one that is no longer there', () => {
    expect(saidIn(teamMessage(teamOf(100), { filter: 'everybody', page: 77 }))).toContain('page 2 of 2');
  });

  test('takes no more than a quarter of a Home tab', () => {
    const blocks = teamBlocks(teamOf(400), 'home');
    expect(blocks.length).toBeLessThanOrEqual(25);
    expect(checkView({ type: 'home', blocks })).toEqual([]);
  });
});
