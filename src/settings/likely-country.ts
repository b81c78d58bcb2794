import type { Country, HolidayBook } from '../calendar/country-holidays.ts';

/** The country that a time zone (IANA name) lies in, of those whose holidays are known; undefined where none says so. */
export async function likelyCountry(book: HolidayBook, timeZone: string): Promise<Country | undefined> {
  const zone = canonical(timeZone);
  return (await book.countries()).find(({ code }) => zonesIn(code).includes(zone));
}

/** `Asia/Kolkata` and `Asia/Calcutta` are one. */
const canonical = (timeZone: string): string => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

/** Before it became a standard, the method was a property: https://tc39.es/proposal-intl-locale-info */
function zonesIn(region: string): unknown[] {
  const locale = new Intl.Locale('und', { region });
  const method: unknown = Reflect.get(locale, 'getTimeZones');
  const zones: unknown =
    typeof method === 'function' ? Reflect.apply(method, locale, []) : Reflect.get(locale, 'timeZones');
  return Array.isArray(zones) ? zones : [];
}
