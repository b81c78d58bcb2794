import type { Holiday, Holidays } from './holidays.ts';
import { addDays } from './local-date.ts';

export interface Country {
  /** ISO 3166: `DE`, or with a region `DE-BY`. */
  code: string;
  name: string;
}

/** The public holidays of countries, as `date-holidays` knows them. Made once, at start-up; a year is worked out when first asked for. */
export interface HolidayBook {
  countries(): Promise<Country[]>;
  /** The parts of a country that have holidays of their own. */
  regions(country: string): Promise<Country[]>;
  /** @throws {RangeError} a code that the book does not have */
  of(code: string): Promise<Holidays>;
}

/** The library takes a third of a second to load, so it is loaded when first needed, not at start-up. */
export function holidayBook(): HolidayBook {
  const known = new Map<string, Promise<Holidays>>();
  return {
    countries: async () => countriesOf((await library()).getCountries('en')),
    regions: async (country) => countriesOf((await library()).getStates(country, 'en') ?? {}, `${country}-`),
    of(code) {
      const holidays = known.get(code) ?? holidaysOf(code);
      known.set(code, holidays);
      return holidays;
    },
  };
}

async function library(country?: string, region?: string) {
  const { default: Library } = await import('date-holidays');
  const options = { languages: 'en' };
  if (country === undefined) return new Library();
  return region === undefined ? new Library(country, options) : new Library(country, region, options);
}

async function holidaysOf(code: string): Promise<Holidays> {
  const [country = '', region] = code.split('-');
  const holidays = await library(country, region);
  const known = holidays.getCountries();
  if (
    !Object.hasOwn(known, country) ||
    (region !== undefined && !Object.hasOwn(holidays.getStates(country) ?? {}, region))
  )
    throw new RangeError(`No holidays are known for ${JSON.stringify(code)}`);
  const years = new Map<string, Map<string, string>>();
  return (day) => {
    const year = day.slice(0, 4);
    const names = years.get(year) ?? new Map(publicHolidays(Number(year)).map(({ on, name }) => [on, name]));
    years.set(year, names);
    return names.get(day);
  };

  function publicHolidays(year: number): Holiday[] {
    return holidays
      .getHolidays(year)
      .filter(({ type, date }) => type === 'public' && date.slice(11, 13) === '00') // what begins at noon leaves a morning
      .flatMap(({ date, start, end, name }) =>
        Array.from({ length: lengthInDays(start, end) }, (_, day) => ({ on: addDays(date.slice(0, 10), day), name })),
      );
  }
}

/** Whole days: one on which clocks change has 23 or 25 hours, and Turkey's feasts end with a part of a day that is none. */
function lengthInDays(start: Date, end: Date): number {
  const hours = (end.getTime() - start.getTime()) / 3_600_000;
  return Math.max(1, Math.floor((hours + 1) / 24));
}

function countriesOf(names: Record<string, string>, prefix = ''): Country[] {
  return Object.entries(names)
    .map(([code, name]) => ({ code: `${prefix}${code}`, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
