import { describe, expect, test } from 'vitest';
import { checkinDueAt } from '../../src/calendar/checkin-times.ts';
import { listedHolidays } from '../../src/calendar/holidays.ts';
import { addDays, type LocalDate } from '../../src/calendar/local-date.ts';
import { milestoneDates, milestones } from '../../src/calendar/milestone-dates.ts';
import { calendar, firstStart, startDays, zones } from './calendars.ts';
import { wallClock } from './wall-clock.ts';

/** CALENDAR_PROOF=full tries every first day in every zone; otherwise each zone takes every fifth, beginning on another. */
const stride = process.env.CALENDAR_PROOF === 'full' ? 1 : 5;

const holidays: LocalDate[] = [2026, 2027, 2028, 2029].flatMap((year) => [
  `${year}-01-01`,
  `${year}-05-01`,
  `${year}-12-24`,
  `${year}-12-25`,
]);
const closed = listedHolidays(holidays.map((on) => ({ on, name: 'Closed' })));

const zonesThatChange = zones.filter((timeZone) => {
  const noons = Array.from({ length: startDays }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, 12)));
  return new Set(noons.map((noon) => wallClock(noon, timeZone).time)).size > 1;
});

/** What is wrong with a year of somebody who starts on this day, in words; nothing, if all is well. */
function faultsOf(startsOn: LocalDate, timeZone: string): string[] {
  const theirs = calendar({ timeZone, holidays: closed });
  const seen = new Set<string>();
  return milestoneDates(startsOn, milestones, theirs).flatMap(({ milestone, fallsOn, dueOn }) => {
    const due = checkinDueAt(dueOn, theirs);
    const { day, time, weekday } = wallClock(due, timeZone);
    const faults = [
      time === '09:00:00' ? '' : 'not at nine',
      weekday <= 5 && !holidays.includes(day) ? '' : 'on a day off',
      day >= fallsOn ? '' : 'too early',
      day <= addDays(fallsOn, 5) ? '' : 'too late', // Christmas Eve on a Thursday: four days off
      seen.has(day) ? 'twice on one day' : '',
    ].filter((fault) => fault !== '');
    seen.add(day);
    return faults.map((fault) => `${milestone} of ${startsOn} in ${timeZone} ${fault}: ${due.toISOString()}`);
  });
}

describe(`in each of the ${zonesThatChange.length} zones that change their clocks, over three years of first days`, () => {
  test('there are at least 48, with half hours and both hemispheres among them', () => {
    expect(zonesThatChange.length).toBeGreaterThanOrEqual(48);
    expect(zonesThatChange).toEqual(
      expect.arrayContaining(['Australia/Lord_Howe', 'America/St_Johns', 'Africa/Casablanca', 'Pacific/Chatham']),
    );
  });

  test('each check-in is at nine on a working day, not before its day and never twice', { timeout: 600_000 }, () => {
    let plans = 0;
    for (const [index, timeZone] of zonesThatChange.entries()) {
      for (let day = index % stride; day < startDays; day += stride) {
        const faults = faultsOf(addDays(firstStart, day), timeZone);
        if (faults.length > 0) expect.fail(faults.join('\n'));
        plans++;
      }
    }
    expect(plans).toBeGreaterThan((zonesThatChange.length * startDays) / stride - zonesThatChange.length);
  });
});

describe.each(['Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'])('in %s', (timeZone) => {
  test('the same holds for every first day', () => {
    for (let day = 0; day < startDays; day++) expect(faultsOf(addDays(firstStart, day), timeZone)).toEqual([]);
  });
});

describe.each([
  ['Pacific/Apia', '2011-12-30', '2012-01-02'],
  ['Pacific/Fakaofo', '2011-12-30', '2012-01-02'],
  ['Pacific/Kwajalein', '1993-08-21', '1993-08-23'],
  ['Pacific/Kiritimati', '1994-12-31', '1995-01-02'],
])('in %s, which skipped %s', (timeZone, skipped, next) => {
  test('a check-in of that day is at nine on the next working day, and none is lost around it', () => {
    for (const milestone of [skipped, addDays(skipped, 1)]) {
      const due = checkinDueAt(milestone, calendar({ timeZone }));
      expect(wallClock(due, timeZone)).toMatchObject({ day: next, time: '09:00:00', weekday: 1 });
    }
    const start = addDays(skipped, -30);
    const [first] = milestoneDates(start, ['day-30'], calendar({ timeZone }));
    expect(first).toEqual({ milestone: 'day-30', fallsOn: skipped, dueOn: next });
  });
});
