import type { LocalDate } from '../calendar/local-date.ts';
import { localInstant } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { isRecurring, nextPromptDay, promptHour, type Recurring } from './cadence.ts';
import type { RoleKpi } from './role-kpis.ts';

/** When somebody is asked next, and for what. */
export interface NextPrompt {
  on: LocalDate;
  /** The person's own hour. */
  hour: number;
  at: Date;
}

/** Undefined where nothing that they keep comes round by itself. */
export function nextPrompt(
  kept: readonly RoleKpi[],
  after: LocalDate,
  calendar: PersonCalendar,
): NextPrompt | undefined {
  const days = cadencesOf(kept).map((cadence) => ({ cadence, on: nextPromptDay(cadence, after, calendar) }));
  const on = days.map((day) => day.on).sort()[0];
  if (on === undefined) return undefined;
  return at(on, promptHour(days.filter((day) => day.on === on).map(({ cadence }) => cadence)), calendar);
}

/** The same at another hour or day. */
export const at = (on: LocalDate, hour: number, { timeZone }: PersonCalendar): NextPrompt => ({
  on,
  hour,
  at: localInstant(on, hour, timeZone),
});

/** What comes round on that day. */
export function dueOn(
  day: LocalDate,
  kept: readonly RoleKpi[],
  calendar: PersonCalendar,
  before: LocalDate,
): RoleKpi[] {
  return kept.filter(({ cadence }) => isRecurring(cadence) && nextPromptDay(cadence, before, calendar) === day);
}

const cadencesOf = (kept: readonly RoleKpi[]): Recurring[] => [
  ...new Set(kept.map(({ cadence }) => cadence).filter(isRecurring)),
];
