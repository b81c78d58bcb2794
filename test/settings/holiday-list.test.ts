import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/local-date.ts';
import { holidayListText, readHolidayList } from '../../src/settings/holiday-list.ts';
import { refusalOf } from './settings-deps.ts';

const refused = (text: string) => refusalOf(Promise.resolve().then(() => readHolidayList(text)));

describe('a list of holidays', () => {
  test('is one a line, in any order, whatever the spaces', () => {
    expect(readHolidayList('2026-12-31\tNew  Year’s Eve \r\n\n   2026-12-24 Christmas Eve\n')).toEqual([
      { on: '2026-12-24', name: 'Christmas Eve' },
      { on: '2026-12-31', name: 'New  Year’s Eve' },
    ]);
    expect(readHolidayList(' \n ')).toEqual([]);
  });

  test('joins two names of one day, and takes the same line twice for one', () => {
    expect(readHolidayList('2026-12-24 Eve\n2026-12-24 Party\n2026-12-24 Eve, Party')).toHaveLength(1);
    expect(readHolidayList('2026-12-24 Eve\n2026-12-24 Party')).toEqual([{ on: '2026-12-24', name: 'Eve, Party' }]);
    expect(readHolidayList('2026-12-24 Eve\n2026-12-24 Eve')).toEqual([{ on: '2026-12-24', name: 'Eve' }]);
  });

  test.each(['2026-12-24', '24.12.2026 Christmas Eve', '2027-02-29 Leap', 'Christmas Eve', '2026-12-24Christmas'])(
    'names the line that cannot be read: %s',
    async (line) => {
      expect(await refused(`2026-12-31 Fine\n  ${line}  \n2027-01-01 Fine`)).toEqual({ kind: 'unreadable-line', line });
    },
  );

  test('is read back as it was written', () => {
    const name = fc.stringMatching(/^\S( ?\S){0,20}$/);
    const holiday = fc.record({ on: fc.nat(20_000).map((days) => addDays('2000-01-01', days)), name });
    const list = fc.uniqueArray(holiday, { selector: ({ on }) => on });
    fc.assert(
      fc.property(list, (holidays) => {
        const sorted = holidays.toSorted((one, other) => one.on.localeCompare(other.on));
        expect(readHolidayList(holidayListText(holidays))).toEqual(sorted);
      }),
    );
  });
});
