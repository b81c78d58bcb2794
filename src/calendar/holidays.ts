import type { LocalDate } from './local-date.ts';

/** The name of the holiday that a day is, or undefined on any other day. */
export type Holidays = (day: LocalDate) => string | undefined;

export interface Holiday {
  on: LocalDate;
  name: string;
}

/** The days that a workspace lists as its own. */
export function listedHolidays(list: readonly Holiday[]): Holidays {
  const names = new Map(list.map(({ on, name }) => [on, name]));
  return (day) => names.get(day);
}

/** Days that are a holiday by any of these, named by the first. */
export function joinHolidays(...sources: readonly Holidays[]): Holidays {
  return (day) => {
    for (const holidays of sources) {
      const name = holidays(day);
      if (name !== undefined) return name;
    }
    return undefined;
  };
}
