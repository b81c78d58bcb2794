import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countryOptions,
  readCountry,
  readHour,
  readWorkdays,
  settingsBlocks,
} from '../../../blocks/settings/calendar-fields.ts';
import { settingsModal } from '../../../blocks/settings/settings-modal.ts';
import { settingsOffer } from '../../../blocks/settings/settings-offer.ts';
import { checkMessageBlocks, checkSuggestedOptions, checkView } from '../../../src/local/checks/block-check.ts';
import { ada, bob, mira, overNewYear, pressables, read, sampleSettings, valuesOf } from './sample-settings.ts';

const modal = (differs: Parameters<typeof sampleSettings>[0] = {}) =>
  settingsModal({ settings: sampleSettings(differs) });

describe('my settings', () => {
  test('say when I am asked next, who sees them, and how empty what is empty is', () => {
    expect(read(modal().blocks)).toBe(
      [
        'Your next check-in: Day 30, Wed 30 Dec, 09:00.',
        'You, your manager and the workspace admins can see your hours, days and days away.',
        'Days away: none are set. A check-in that falls on one comes on your first working day after it.',
      ].join('\n'),
    );
    expect(pressables(modal().blocks)).toEqual([
      'Add days away',
      'What others see',
      'Who has read my data',
      'My data as files',
      'KPIs that I keep',
      'Forget me',
    ]);
  });

  test('tell where the time zone comes from', () => {
    const hour = modal().blocks.find(({ block_id }) => block_id === settingsBlocks.hour);
    expect(hour?.type === 'input' ? hour.hint?.text : '').toContain('Europe/Berlin');
  });

  test('once saved say so beside what came of it', () => {
    const { blocks } = settingsModal({ settings: sampleSettings(), isSaved: true });
    expect(read(blocks)).toMatch(/^Saved. Your next check-in: Day 30, Wed 30 Dec, 09:00\./);
  });

  test.each([
    [
      { kind: 'paused', until: '2026-12-14' } as const,
      'Your plan is paused until Mon 14 Dec; I ask nothing before it goes on.',
    ],
    [{ kind: 'paused', until: undefined } as const, 'Your plan is paused; I ask nothing before it goes on.'],
    [{ kind: 'none' } as const, 'Your plan has no check-in still to come.'],
    [{ kind: 'no-plan' } as const, "You have no plan yet. Check-ins and a manager's digest go by these settings."],
  ])('with $kind say that instead', (next, said) => {
    expect(read(modal({ next }).blocks)).toContain(said);
  });

  test('list days away, and who set those that somebody else did', () => {
    const own = { id: 'leave-2', from: '2027-03-01', to: '2027-03-01', setBy: bob };
    expect(read(modal({ leave: [overNewYear, own] }).blocks)).toContain(
      'Days away\n• Mon 21 Dec to Fri 1 Jan 2027, set by @Mira\n• Mon 1 Mar 2027',
    );
  });

  test('of a manager have a way to their digest, and to each person’s days away', () => {
    const { blocks } = modal({ personId: mira, team: [bob, ada], next: { kind: 'no-plan' } });
    expect(read(blocks)).toContain('People you manage');
    expect(read(blocks)).toContain('@Bob\n@Ada');
    expect(pressables(blocks).slice(6)).toEqual(['My weekly digest', 'Days away', 'Days away']);
  });

  test('of an admin have the workspace’s, the audit log and everybody’s days away', () => {
    expect(pressables(modal({ isAdmin: true }).blocks).slice(6)).toEqual([
      'Workspace settings',
      'Audit log as a file',
      'Who reports to whom',
      'API tokens',
      'Days away of …',
    ]);
  });

  test('are read back as they are shown, and Slack takes every such page', () => {
    const country = fc.constantFrom('workspace' as const, 'none' as const, { code: 'DE-BY', name: 'Germany: Bayern' });
    const settings = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      workdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      country,
      workspaceCountry: fc.constantFrom(undefined, { code: 'X', name: 'x'.repeat(100) }),
      leave: fc.array(fc.constant(overNewYear), { maxLength: 200 }),
      team: fc.array(fc.constant(bob), { maxLength: 200 }),
      isAdmin: fc.boolean(),
    });
    fc.assert(
      fc.property(settings, (some) => {
        const view = modal(some);
        expect(checkView(view)).toEqual([]);
        const values = valuesOf(view);
        expect([readHour(values), readWorkdays(values)]).toEqual([some.hour, some.workdays]);
        const stored = some.country === 'workspace' ? null : some.country === 'none' ? 'none' : some.country.code;
        expect(readCountry(values, 'mine')).toBe(stored);
      }),
    );
  });

  test('have a button that opens them where no page can be opened', () => {
    const { blocks, text } = settingsOffer();
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text).toContain('who has read your data');
    expect(pressables(blocks)).toEqual(['Open my settings']);
  });
});

describe('the countries that are offered', () => {
  const places = [
    { code: 'DE', name: 'Germany' },
    { code: 'DE-BY', name: 'Germany: Bayern' },
  ];
  const offered = (whose: 'mine' | 'workspace', typed: string) =>
    countryOptions({ whose, typed, places, workspaceCountry: undefined }).map(({ text }) => text.text);

  test('begin with the workspace’s and with none, as long as nothing else is typed', () => {
    expect(offered('mine', '')).toEqual([
      'As in the workspace (none)',
      'No public holidays',
      'Germany',
      'Germany: Bayern',
    ]);
    expect(offered('workspace', '')).toEqual(['No public holidays', 'Germany', 'Germany: Bayern']);
    expect(offered('mine', 'germ')).toEqual(['Germany', 'Germany: Bayern']);
    expect(offered('mine', 'No ')).toContain('No public holidays');
  });

  test('are never more than Slack takes', () => {
    const many = Array.from({ length: 98 }, (_, index) => ({ code: `X${index}`, name: 'x'.repeat(90) }));
    const options = countryOptions({ whose: 'mine', typed: '', places: many, workspaceCountry: undefined });
    expect(checkSuggestedOptions({ options })).toEqual([]);
  });
});
