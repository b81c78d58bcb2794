import { describe, expect, test } from 'vitest';
import { addDays, mondayOf } from '../../src/calendar/local-date.ts';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { PersonCalendar } from '../../src/calendar/working-days.ts';
import { type Had, nextDigest, type Rhythm } from '../../src/digests/digest-times.ts';
import { calendar, holds } from '../calendar/calendars.ts';
import { endOf, walkOf, walks } from './paper-digests.ts';

const monday = { weekday: 1, hour: 9 };
const friday = { weekday: 5, hour: 9 };
const nobody: Had = { owedFrom: undefined, last: undefined };
/** Had the one of that week's Monday, at nine in Berlin. */
const had = (week: string): Had => ({
  owedFrom: addDays(week, 7),
  last: { week, at: new Date(`${week}T08:00:00Z`) },
});
const at = (instant: string, change?: Partial<PersonCalendar>) => ({
  calendar: calendar(change),
  now: new Date(instant),
});
const daysOf = (rhythm: Rhythm, instant: string, count: number, change?: Partial<PersonCalendar>): string[] => {
  const found: string[] = [];
  let [now, before] = [new Date(instant), nobody];
  for (let index = 0; index < count; index++) {
    const next = nextDigest(rhythm, { calendar: calendar(change), now, had: before });
    found.push(next.on);
    now = next.at;
    before = { owedFrom: addDays(next.week, 7), last: { week: next.week, at: next.at } };
  }
  return found;
};

describe('when the next digest comes', () => {
  test('every Monday at nine, by the clock on the wall, in summer as in winter', () => {
    expect(daysOf(monday, '2027-03-16T12:00:00Z', 3)).toEqual(['2027-03-22', '2027-03-29', '2027-04-05']);
    expect(nextDigest(monday, { ...at('2027-03-23T12:00:00Z'), had: nobody }).at).toEqual(
      new Date('2027-03-29T07:00:00Z'),
    );
  });

  test('to somebody who has just become a manager: on the very day while its hour is to come', () => {
    expect(nextDigest(monday, { ...at('2026-11-30T07:59:00Z'), had: nobody }).on).toBe('2026-11-30');
    expect(nextDigest(monday, { ...at('2026-11-30T08:00:00Z'), had: nobody }).on).toBe('2026-12-07');
  });

  test('a day off moves it to the next working day, over a weekend too, and weeks of leave make one of several', () => {
    const easter = (day: string) => (day === '2027-03-29' ? 'Easter Monday' : undefined);
    expect(daysOf(monday, '2027-03-23T12:00:00Z', 2, { holidays: easter })).toEqual(['2027-03-30', '2027-04-05']);
    const good = (day: string) => (day === '2027-03-26' ? 'Good Friday' : undefined);
    expect(daysOf(friday, '2027-03-23T12:00:00Z', 2, { holidays: good })).toEqual(['2027-03-29', '2027-04-02']);
    const leave = [{ from: '2026-11-30', to: '2026-12-11' }];
    expect(daysOf(monday, '2026-11-24T12:00:00Z', 2, { leave })).toEqual(['2026-12-14', '2026-12-21']);
  });

  test('leave until Thursday moves it to Friday, and the one of the week after comes on its Monday', () => {
    const leave = [{ from: '2026-11-30', to: '2026-12-03' }];
    expect(daysOf(monday, '2026-11-24T12:00:00Z', 2, { leave })).toEqual(['2026-12-04', '2026-12-07']);
  });

  test('a week that had one gets no second one, whatever day is chosen then, and the week after has its own', () => {
    const tuesday = at('2026-12-01T12:00:00Z');
    for (const [weekday, on] of [
      [3, '2026-12-09'],
      [5, '2026-12-11'],
      [1, '2026-12-07'],
    ] as const)
      expect(nextDigest({ weekday, hour: 9 }, { ...tuesday, had: had('2026-11-30') }).on).toBe(on);
    const sentOnFriday = { owedFrom: '2026-12-07', last: { week: '2026-11-30', at: new Date('2026-12-04T08:00:00Z') } };
    expect(nextDigest(monday, { ...at('2026-12-04T12:00:00Z'), had: sentOnFriday }).on).toBe('2026-12-07');
  });

  test('one that a day off has moved into a week stands for that week’s own, where this one is then wanted that day', () => {
    const good = { holidays: (day: string) => (day === '2027-03-26' ? 'Good Friday' : undefined) };
    const moved = { owedFrom: '2027-03-29', last: { week: '2027-03-22', at: new Date('2027-03-29T07:00:00Z') } };
    const noon = at('2027-03-29T10:00:00Z', good);
    for (const hour of [8, 16]) expect(nextDigest({ weekday: 1, hour }, { ...noon, had: moved }).on).toBe('2027-04-05');
    expect(nextDigest({ weekday: 2, hour: 9 }, { ...noon, had: moved }).on).toBe('2027-03-30');
  });
});

describe('one that was missed', () => {
  const missed = (instant: string, rhythm: Rhythm = monday, change?: Partial<PersonCalendar>) =>
    nextDigest(rhythm, { ...at(instant, change), had: had('2026-11-23') });

  test('is made up for in its week, in working hours', () => {
    expect(missed('2026-11-30T08:00:30Z').at).toEqual(new Date('2026-11-30T08:00:00Z')); // just now
    expect(missed('2026-12-03T10:00:00Z')).toMatchObject({ week: '2026-11-30', at: new Date('2026-12-03T10:00:00Z') });
    expect(missed('2026-12-02T20:00:00Z')).toMatchObject({ week: '2026-11-30', at: new Date('2026-12-03T08:00:00Z') });
  });

  test('is not made up for once these are over for that week, but this week’s is', () => {
    expect(missed('2026-12-04T20:00:00Z').at).toEqual(new Date('2026-12-07T08:00:00Z'));
    expect(missed('2026-12-08T10:00:00Z')).toMatchObject({ week: '2026-12-07', at: new Date('2026-12-08T10:00:00Z') });
    expect(missed('2026-12-08T10:00:00Z', friday).on).toBe('2026-12-11');
  });

  test('of a week before somebody became a manager is none', () => {
    const became = { owedFrom: '2026-12-07', last: undefined };
    expect(nextDigest(monday, { ...at('2026-12-01T10:00:00Z'), had: became }).on).toBe('2026-12-07');
  });

  test('goes out together with the next, as that, where this one comes by then', () => {
    const good = (day: string) => (day === '2027-03-26' ? 'Good Friday' : undefined);
    const known = { ...at('2027-04-01T20:00:00Z', { holidays: good }), had: had('2027-03-15') };
    expect(nextDigest(friday, known)).toMatchObject({ week: '2027-03-29', on: '2027-04-02' });
  });

  test('comes later where the zone or a day off has changed meanwhile', () => {
    const inNewYork = missed('2026-11-30T08:00:00Z', monday, { timeZone: 'America/New_York' });
    expect(inNewYork.at).toEqual(new Date('2026-11-30T14:00:00Z'));
    const leave = [{ from: '2026-11-30', to: '2026-12-01' }];
    expect(missed('2026-11-30T08:00:00Z', monday, { leave }).on).toBe('2026-12-02');
  });
});

describe('whatever the day, the hour, the zone, the days off and the changes of these', () => {
  test('every week has one, unless it is off or what is left of it are days off, and none two, or one on another’s day', () => {
    holds(
      walks((walk) => {
        const { sent, isExcused } = walkOf(walk);
        for (const [index, { week, at: moment, timeZone }] of sent.entries()) {
          const before = sent[index - 1];
          if (!before) continue;
          expect(week > before.week).toBe(true);
          expect(localDateOf(moment, timeZone) > localDateOf(before.at, timeZone)).toBe(true);
        }
        const weeks = sent.map(({ week }) => week);
        const last = mondayOf(addDays(endOf(walk), -14));
        for (let week = addDays(mondayOf(walk.from), 7); week < last; week = addDays(week, 7))
          if (!isExcused(week)) expect(weeks).toContain(week);
      }),
    );
  });
});
