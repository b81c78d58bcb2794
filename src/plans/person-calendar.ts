import type { HolidayBook } from '../calendar/country-holidays.ts';
import { type Holidays, joinHolidays, listedHolidays } from '../calendar/holidays.ts';
import { lateSendAt } from '../calendar/late-send.ts';
import { addDays } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { getWorkspace, leaveOf, ownHolidays, type PersonKey, peopleIn } from '../store/people.ts';
import type { Db } from '../store/tables.ts';

/** A person without public holidays, whatever the workspace has. */
export const noCountry = 'none';

export interface CalendarSources {
  holidays: HolidayBook;
  now: Date;
}

/** When a person can be spoken to. */
export async function calendarOf(
  db: Db,
  { workspaceId, personId }: PersonKey,
  sources: CalendarSources,
): Promise<PersonCalendar> {
  const calendars = await calendarsOf(db, { workspaceId, ids: [personId] }, sources);
  return calendars(personId);
}

/** When anybody there can be spoken to who has set nothing, in UTC. */
export async function workspaceCalendar(
  db: Db,
  workspaceId: string,
  sources: CalendarSources,
): Promise<PersonCalendar> {
  const nobody = ''; // and no id of anybody
  return calendarOf(db, { workspaceId, personId: nobody }, sources);
}

/** When somebody may be told of what another has just done, in another zone perhaps: now, or when their work begins. */
export async function workingTimeOf(db: Db, key: PersonKey, sources: CalendarSources): Promise<Date> {
  return lateSendAt(sources.now, await calendarOf(db, key, sources));
}

/** Leave decides for so long once it is over: it has moved last week's digest, perhaps, from the Monday before. */
const daysOfLeave = 15;

/**
 * When some people of a workspace can be spoken to: their zone, hour, days, country and leave, and the workspace's
 * where they set none. Somebody of whom nothing is known yet has the workspace's days, in UTC.
 */
export async function calendarsOf(
  db: Db,
  { workspaceId, ids }: { workspaceId: string; ids: readonly string[] },
  { holidays, now }: CalendarSources,
): Promise<(personId: string) => PersonCalendar> {
  const workspace = await getWorkspace(db, workspaceId);
  const own = listedHolidays(await ownHolidays(db, workspaceId));
  const people = new Map((await peopleIn(db, workspaceId, ids)).map((person) => [person.id, person]));
  const leave = await leaveOf(db, { workspaceId, ids }, addDays(localDateOf(now, 'UTC'), -daysOfLeave));
  const books = new Map<string, Holidays>();
  for (const code of new Set([workspace, ...people.values()].map(({ country }) => country))) {
    const book = code === null || code === noCountry ? undefined : await findBook(holidays, code);
    if (code !== null && book) books.set(code, joinHolidays(own, book));
  }
  return (personId) => {
    const person = people.get(personId);
    return {
      timeZone: person?.time_zone ?? 'UTC',
      hour: person?.hour ?? 9,
      workdays: readWorkdays(person?.workdays ?? workspace.workdays),
      holidays: books.get(person?.country ?? workspace.country ?? noCountry) ?? own,
      leave: leave.flatMap(({ person_id, from_on, to_on }) =>
        person_id === personId ? [{ from: from_on, to: to_on }] : [],
      ),
    };
  };
}

/** Undefined for a country that the book has no more, or not any longer: nobody's check-ins stop for that. */
async function findBook(holidays: HolidayBook, code: string): Promise<Holidays | undefined> {
  try {
    return await holidays.of(code);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** `12345` is Monday to Friday. */
export const readWorkdays = (stored: string): number[] => [...stored].map(Number);
