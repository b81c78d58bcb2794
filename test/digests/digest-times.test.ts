import { describe, expect, test } from 'vitest';
import { mondayToFriday, type PersonCalendar } from '../../src/calendar/working-days.ts';
import { dueDigest, nextDigest } from '../../src/digests/digest-times.ts';

const monday = { weekday: 1, hour: 9 };
const calendar = (change: Partial<PersonCalendar> = {}): PersonCalendar => ({
  timeZone: 'Europe/Berlin',
  hour: 9,
  workdays: mondayToFriday,
  holidays: () => undefined,
  leave: [],
  ...change,
});
const at = (instant: string, change?: Partial<PersonCalendar>) => ({
  calendar: calendar(change),
  now: new Date(instant),
});
const days = (rhythm: typeof monday, instant: string, count: number, change?: Partial<PersonCalendar>): string[] => {
  const found: string[] = [];
  let now = new Date(instant);
  for (let index = 0; index < count; index++) {
    const next = nextDigest(rhythm, { calendar: calendar(change), now, lastOn: found.at(-1) });
    found.push(next.on);
    now = next.at;
  }
  return found;
};

describe('when the next digest comes', () => {
  test('every Monday at nine, by the clock on the wall, in summer as in winter', () => {
    expect(days(monday, '2027-03-16T12:00:00Z', 3)).toEqual(['2027-03-22', '2027-03-29', '2027-04-05']);
    expect(nextDigest(monday, { ...at('2027-03-23T12:00:00Z'), lastOn: undefined }).at).toEqual(
      new Date('2027-03-29T07:00:00Z'),
    );
  });

  test('on the very day while its hour is to come', () => {
    expect(nextDigest(monday, { ...at('2026-11-30T07:59:00Z'), lastOn: undefined }).on).toBe('2026-11-30');
    expect(nextDigest(monday, { ...at('2026-11-30T08:00:00Z'), lastOn: undefined }).on).toBe('2026-12-07');
  });

  test('a day off moves it to the next working day, over a weekend too, and weeks of leave make one of several', () => {
    const easter = (day: string) => (day === '2027-03-29' ? 'Easter Monday' : undefined);
    expect(days(monday, '2027-03-23T12:00:00Z', 2, { holidays: easter })).toEqual(['2027-03-30', '2027-04-05']);
    const friday = { weekday: 5, hour: 9 };
    const good = (day: string) => (day === '2027-03-26' ? 'Good Friday' : undefined);
    expect(days(friday, '2027-03-23T12:00:00Z', 2, { holidays: good })).toEqual(['2027-03-29', '2027-04-02']);
    const leave = [{ from: '2026-11-30', to: '2026-12-11' }];
    expect(days(monday, '2026-11-24T12:00:00Z', 2, { leave })).toEqual(['2026-12-14', '2026-12-21']);
  });

  test('no second one in a week that had one, whatever day is chosen then', () => {
    const wednesday = { weekday: 3, hour: 9 };
    expect(nextDigest(wednesday, { ...at('2026-12-01T12:00:00Z'), lastOn: '2026-11-30' }).on).toBe('2026-12-09');
  });
});

describe('what a stored day has come to', () => {
  test('it is for that day, also some days later in the same week', () => {
    expect(dueDigest('2026-11-30', monday, at('2026-11-30T08:00:00Z'))).toEqual({ send: '2026-11-30' });
    expect(dueDigest('2026-11-30', monday, at('2026-12-03T10:00:00Z'))).toEqual({ send: '2026-11-30' });
  });

  test('of a week that is over nothing is made up for, but this week is', () => {
    expect(dueDigest('2026-11-30', monday, at('2026-12-08T10:00:00Z'))).toEqual({ send: '2026-12-07' });
    const friday = { weekday: 5, hour: 9 };
    expect(dueDigest('2026-11-27', friday, at('2026-12-01T10:00:00Z'))).toMatchObject({ next: { on: '2026-12-04' } });
  });

  test('it only comes later where the zone or a day off has changed meanwhile', () => {
    const inNewYork = at('2026-11-30T08:00:00Z', { timeZone: 'America/New_York' });
    expect(dueDigest('2026-11-30', monday, inNewYork)).toEqual({
      next: { on: '2026-11-30', at: new Date('2026-11-30T14:00:00Z') },
    });
    const away = at('2026-11-30T08:00:00Z', { leave: [{ from: '2026-11-30', to: '2026-12-01' }] });
    expect(dueDigest('2026-11-30', monday, away)).toMatchObject({ next: { on: '2026-12-02' } });
  });
});
