import type { Holiday } from '../calendar/holidays.ts';
import { readLocalDate } from '../calendar/local-date.ts';
import { Refusal } from '../refusal.ts';

/**
 * The workspace's own holidays, as an admin types them: `2026-12-24 Christmas Eve`, one a line, in any order. Two names
 * for one day are joined.
 * @throws {Refusal} a line that is none, named
 */
export function readHolidayList(text: string): Holiday[] {
  const names = new Map<string, string>();
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const { on, name } = readLine(line);
    const known = names.get(on);
    names.set(on, known === undefined || known === name ? name : `${known}, ${name}`);
  }
  return [...names].map(([on, name]) => ({ on, name })).sort((one, other) => one.on.localeCompare(other.on));
}

function readLine(line: string): Holiday {
  const [, day = '', name = ''] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
  const on = readLocalDate(day);
  if (on === undefined) throw new Refusal({ kind: 'unreadable-line', line });
  return { on, name };
}

/** The same list, to be edited. */
export const holidayListText = (holidays: readonly Holiday[]): string =>
  holidays.map(({ on, name }) => `${on} ${name}`).join('\n');
