import type { Country, HolidayBook } from '../calendar/country-holidays.ts';
import { Refusal } from '../refusal.ts';
import { wordsOf } from '../role/words.ts';

/** Slack takes 100 options, of which two are no countries. */
const mostPlaces = 98;

/** A country, or a part of one as `Germany: Bayern`; undefined where the book has no such code. */
export async function findPlace(book: HolidayBook, code: string): Promise<Country | undefined> {
  const [countryCode = ''] = code.split('-');
  const country = (await book.countries()).find((one) => one.code === countryCode);
  if (!country || code === country.code) return country;
  return (await regionsOf(book, country)).find((region) => region.code === code);
}

/** @throws {Refusal} a code that the book does not have */
export async function requirePlace(book: HolidayBook, code: string): Promise<void> {
  if (!(await findPlace(book, code))) throw new Refusal({ kind: 'no-such-country', code });
}

/**
 * The countries and regions that somebody may mean by what they typed so far, the likeliest first: by the beginning of
 * any word, whatever the accents, by code (`DE-BY`) or by initials (`UK`). Nothing typed: countries alone.
 */
export async function searchPlaces(book: HolidayBook, typed: string): Promise<Country[]> {
  const countries = await book.countries();
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return countries.slice(0, mostPlaces);
  const places = await Promise.all(countries.map(async (one) => [one, ...(await regionsOf(book, one))]));
  const found = places.flat().flatMap((place) => {
    const rank = rankOf(place, wanted, typed.trim().toUpperCase());
    return rank === undefined ? [] : [{ place, rank }];
  });
  return found
    .sort((one, other) => one.rank - other.rank) // stable: those alike stay in the order of the alphabet
    .slice(0, mostPlaces)
    .map(({ place }) => place);
}

const regionsOf = async (book: HolidayBook, country: Country): Promise<Country[]> =>
  (await book.regions(country.code)).map(({ code, name }) => ({ code, name: `${country.name}: ${name}` }));

/** 0 is the likeliest; undefined is no match. */
function rankOf({ code, name }: Country, wanted: readonly string[], upperCase: string): number | undefined {
  if (code === upperCase || initialsOf(name) === upperCase) return 0;
  const words = wordsOf(name);
  if (!wanted.every((start) => words.some((word) => word.startsWith(start)))) return undefined;
  return words[0]?.startsWith(wanted[0] ?? '') ? 1 : 2;
}

/** `USA` of the United States of America; one letter alone names nothing. */
function initialsOf(name: string): string | undefined {
  const capitals = name.replace(/[^A-Z]/g, '');
  return capitals.length > 1 ? capitals : undefined;
}
