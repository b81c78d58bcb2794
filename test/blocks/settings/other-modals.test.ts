import { describe, expect, test } from 'vitest';
import { auditFileOnItsWay, auditFileTexts } from '../../../blocks/settings/audit-file.ts';
import { readCountry, readWorkdays } from '../../../blocks/settings/calendar-fields.ts';
import {
  type LeavePage,
  leaveErrors,
  leaveModal,
  readLeave,
  readLeaveMetadata,
} from '../../../blocks/settings/leave-modal.ts';
import { readersModal } from '../../../blocks/settings/readers-modal.ts';
import { readHolidayText, settingsErrors, workspaceModal } from '../../../blocks/settings/workspace-modal.ts';
import { checkView } from '../../../src/local/checks/block-check.ts';
import type { DataReaders } from '../../../src/settings/data-readers.ts';
import { ada, bob, mira, overNewYear, pressables, read, sampleSettings, valuesOf } from './sample-settings.ts';

const metadata = { personId: bob, settingsViewId: 'V1', added: 0 };
const page = (differs: Partial<LeavePage> = {}) =>
  leaveModal({ away: sampleSettings(), readerId: bob, metadata, ...differs });

describe('days away', () => {
  test('that are not set yet say so, and what they come to', () => {
    expect(read(page().blocks)).toBe(
      [
        'Your next check-in: Day 30, Wed 30 Dec, 09:00.',
        'No days away are set.',
        'A check-in on one of these days comes on your first working day after them. You, your manager and the workspace admins can see them.',
      ].join('\n'),
    );
  });

  test('say who set them, and each can be taken back', () => {
    const own = { id: 'leave-2', from: '2027-03-01', to: '2027-03-01', setBy: bob };
    const { blocks } = page({ away: sampleSettings({ leave: [overNewYear, own] }) });
    expect(read(blocks)).toContain('Days away\nMon 21 Dec to Fri 1 Jan 2027, set by @Mira\nMon 1 Mar 2027, set by you');
    expect(pressables(blocks)).toEqual(['Take back', 'Take back']);
  });

  test('of somebody else name them throughout, in their time', () => {
    const said = read(page({ readerId: mira, away: sampleSettings({ leave: [overNewYear] }) }).blocks);
    expect(said).toContain('The next check-in of @Bob: Day 30, Wed 30 Dec, 09:00 their time.');
    expect(said).toContain('Days away of @Bob\nMon 21 Dec to Fri 1 Jan 2027, set by you');
    expect(said).toContain('They, their manager and the workspace admins can see them.');
    expect(read(page({ readerId: mira }).blocks)).toContain('No days away of @Bob are set.');
  });

  test('say what was just done', () => {
    const done = { kind: 'added' as const, from: '2026-12-21', to: '2027-01-01' };
    expect(read(page({ done }).blocks)).toMatch(/^Set: Mon 21 Dec to Fri 1 Jan 2027\. Your next check-in/);
    expect(read(page({ done: { kind: 'taken-back' } }).blocks)).toMatch(/^Taken back\. Your next check-in/);
  });

  test('start with empty fields again once some were added', () => {
    const fields = (added: number) =>
      page({ metadata: { ...metadata, added } }).blocks.flatMap((block) =>
        block.type === 'input' ? [block.block_id] : [],
      );
    expect(fields(0)).toEqual(fields(0));
    expect(fields(0)).not.toEqual(fields(1));
  });

  test('are read back, and what is wrong with them stands under the last day', () => {
    const view = page();
    expect(checkView(view)).toEqual([]);
    expect(readLeaveMetadata(view.private_metadata ?? '')).toEqual(metadata);
    const chosen = {
      'from~0': { 'settings.from': { type: 'datepicker', selected_date: '2026-12-24' } },
      'to~0': { 'settings.to': { type: 'datepicker', selected_date: '2026-12-23' } },
    };
    expect(readLeave(valuesOf(view, chosen), metadata)).toEqual({ from: '2026-12-24', to: '2026-12-23' });
    expect(readLeave(valuesOf(view), metadata)).toEqual({ from: undefined, to: undefined });
    expect(leaveErrors({ kind: 'ends-before-it-starts', from: '2026-12-24', to: '2026-12-23' }, metadata)).toEqual({
      'to~0': expect.stringContaining('Wed 23 Dec 2026'),
    });
    expect(leaveErrors({ kind: 'gone' }, metadata)).toBeUndefined();
  });

  test('have a page that Slack takes, however many there are', () => {
    const leave = Array.from({ length: 300 }, (_, index) => ({ ...overNewYear, id: `leave-${index}` }));
    expect(checkView(page({ away: sampleSettings({ leave }) }))).toEqual([]);
  });
});

describe('who has read my data', () => {
  const readers: DataReaders = {
    managerId: mira,
    timeZone: 'Europe/Berlin',
    today: '2026-12-30',
    hasOlder: false,
    entries: [],
  };
  const entry = { at: new Date('2026-12-30T09:12:00Z'), byId: ada };

  test('says in words who did what and when, by my clock', () => {
    const entries = [
      { ...entry, action: 'read-progress' },
      { ...entry, at: new Date('2025-12-24T23:30:00Z'), action: 'set-leave' },
      { ...entry, action: 'something-newer' },
    ];
    expect(read(readersModal({ ...readers, entries, hasOlder: true }).blocks)).toBe(
      [
        'What workspace admins did, the latest first',
        '• @Ada read your progress, Wed 30 Dec, 10:12',
        '• @Ada set days away for you, Thu 25 Dec 2025, 00:30',
        '• @Ada did "something-newer" with your data, Wed 30 Dec, 10:12',
        'There is more from before. A workspace admin can give you the whole list.',
        'Your manager, @Mira, sees your plan anyway and is not listed here. What you mark "only for me" nobody else ever reads.',
      ].join('\n'),
    );
  });

  test('says when it was nobody', () => {
    const said = read(readersModal({ ...readers, managerId: undefined }).blocks);
    expect(said).toContain('No workspace admin has read or changed anything of yours.');
    expect(said).toContain('just now you have none');
  });

  test('is a page that Slack takes, with fifty entries', () => {
    const entries = Array.from({ length: 50 }, () => ({ ...entry, action: 'delete-plan' }));
    expect(checkView(readersModal({ ...readers, entries, hasOlder: true }))).toEqual([]);
  });
});

describe('the settings of the workspace', () => {
  const settings = {
    workdays: [7, 1, 2],
    country: { code: 'DE', name: 'Germany' },
    likelyCountry: undefined,
    holidays: [],
  };

  test('are read back as they are shown', () => {
    const text = '2026-12-24 <!channel> & co\n2026-12-31 *New* Year';
    const view = workspaceModal({ settings, holidayText: text });
    expect(checkView(view)).toEqual([]);
    const values = valuesOf(view);
    expect([readWorkdays(values), readCountry(values, 'workspace'), readHolidayText(values)]).toEqual([
      [1, 2, 7],
      'DE',
      text,
    ]);
  });

  test('may be nobody’s holidays and no list', () => {
    const view = workspaceModal({ settings: { ...settings, country: undefined }, holidayText: '', isSaved: true });
    expect(checkView(view)).toEqual([]);
    const values = valuesOf(view);
    expect([readCountry(values, 'workspace'), readHolidayText(values)]).toEqual([null, '']);
    expect(read(view.blocks)).toMatch(/^Saved\. /);
  });

  test('ask for a country as long as nobody’s holidays are days off, by the time zone of whoever reads it', () => {
    const hint = (likelyCountry: { code: string; name: string } | undefined) => {
      const page = workspaceModal({ settings: { ...settings, country: undefined, likelyCountry }, holidayText: '' });
      const field = page.blocks.find((block) => block.block_id === 'country');
      return field?.type === 'input' ? field.hint?.text : undefined;
    };
    expect(hint({ code: 'CH', name: 'Switzerland' })).toContain(
      "Nobody's public holidays are days off yet. Choose your country, by your time zone Switzerland:",
    );
    expect(hint(undefined)).toContain('Choose your country: it counts');
  });

  test('name a line that cannot be read under the list', () => {
    expect(settingsErrors({ kind: 'unreadable-line', line: '24.12. Eve' })).toEqual({
      holidays: expect.stringContaining('"24.12. Eve"'),
    });
    expect(Object.keys(settingsErrors({ kind: 'no-workdays' }) ?? {})).toEqual(['workdays']);
    expect(Object.keys(settingsErrors({ kind: 'no-such-country', code: 'XX' }) ?? {})).toEqual(['country']);
    expect(settingsErrors({ kind: 'admins-only' })).toBeUndefined();
  });
});

test('the audit log is announced, and the file says what is in it', () => {
  expect(checkView(auditFileOnItsWay())).toEqual([]);
  expect(auditFileTexts({ entries: 1, on: '2026-12-30' })).toMatchObject({
    filename: 'audit-log-2026-12-30.csv',
    initial_comment: expect.stringContaining('up to Wed 30 Dec, one entry:'),
  });
});
