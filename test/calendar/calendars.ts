import fc from 'fast-check';
import { listedHolidays } from '../../src/calendar/holidays.ts';
import { addDays, type LocalDate } from '../../src/calendar/local-date.ts';
import { mondayToFriday, type PersonCalendar } from '../../src/calendar/working-days.ts';

/** Nine o'clock in Berlin, Monday to Friday, no holidays, no leave: a test names what differs. */
export function calendar(differs: Partial<PersonCalendar> = {}): PersonCalendar {
  return {
    timeZone: 'Europe/Berlin',
    hour: 9,
    workdays: mondayToFriday,
    holidays: listedHolidays([]),
    leave: [],
    ...differs,
  };
}

export const zones: string[] = Intl.supportedValuesOf('timeZone');

/** Three years with a leap day in the last: the first days of work that the proofs try. */
export const firstStart = '2026-01-01';
export const startDays = 1096;

export const days = fc.integer({ min: 0, max: startDays - 1 }).map((count) => addDays(firstStart, count));
export const moments = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2029-12-31T00:00:00Z'),
  noInvalidDate: true,
});
export const zoneNames = fc.constantFrom(...zones);

const holidayLists = fc.uniqueArray(days, { maxLength: 60 });
export const leaves = fc.array(
  fc.record({ from: days, length: fc.integer({ min: 0, max: 120 }) }).map(({ from, length }) => ({
    from,
    to: addDays(from, length),
  })),
  { maxLength: 4 },
);

/** A calendar, and the days of its holidays as a plain list, to check against. */
export interface Sample {
  calendar: PersonCalendar;
  holidays: LocalDate[];
}

export const samples: fc.Arbitrary<Sample> = fc
  .record({
    timeZone: zoneNames,
    hour: fc.integer({ min: 0, max: 23 }),
    workdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    holidays: holidayLists,
    leave: leaves,
  })
  .map(({ holidays, ...rest }) => ({
    calendar: { ...rest, holidays: listedHolidays(holidays.map((on) => ({ on, name: 'Closed' }))) },
    holidays,
  }));

/** Holds a property to `runs` samples, the same each time. A failure prints its seed and path; CALENDAR_SEED tries others. */
export function holds<Values>(property: fc.IProperty<Values>, runs = 500): void {
  fc.assert(property, { seed: Number(process.env.CALENDAR_SEED ?? 2026), numRuns: runs });
}
