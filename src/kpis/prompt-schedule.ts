import { z } from 'zod';
import { toInstant } from '../calendar/instant.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { localInstant } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { PersonKey } from '../store/people.ts';
import type { Prompt } from '../store/prompts.ts';
import { isRecurring, nextPromptDay, promptHour, type Recurring } from './cadence.ts';
import type { RoleKpi } from './role-kpis.ts';

/** When somebody is asked next, and for what. */
export interface NextPrompt {
  on: LocalDate;
  /** The person's own hour. */
  hour: number;
  at: Date;
  /** The KPIs, kept by then as they may be. */
  kpiIds: readonly string[];
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
  const cadences = days.filter((day) => day.on === on).map(({ cadence }) => cadence);
  const due = kept.filter(({ cadence }) => isRecurring(cadence) && cadences.includes(cadence));
  return promptAt(on, { hour: promptHour(cadences), kpiIds: idsOf(due) }, calendar);
}

/** At that hour on the person's own clock. */
export const promptAt = (
  on: LocalDate,
  { hour, kpiIds }: Pick<NextPrompt, 'hour' | 'kpiIds'>,
  { timeZone }: PersonCalendar,
): NextPrompt => ({ on, hour, at: localInstant(on, hour, timeZone), kpiIds });

/** What comes round from one day to another, both included. */
export function dueFrom(
  from: LocalDate,
  to: LocalDate,
  { kept, calendar }: { kept: readonly RoleKpi[]; calendar: PersonCalendar },
): string[] {
  const before = addDays(from, -1);
  const due = cadencesOf(kept).filter((cadence) => nextPromptDay(cadence, before, calendar) <= to);
  return idsOf(kept.filter(({ cadence }) => isRecurring(cadence) && due.includes(cadence)));
}

const idsOf = (kpis: readonly RoleKpi[]): string[] => kpis.map(({ id }) => id);

/** What is stored to be asked for then. */
export function askedIn({ kpi_ids }: Prompt): string[] {
  return z.array(z.string()).parse(JSON.parse(kpi_ids));
}

/** What was put off until a prompt, and does not come round with it anyway. */
export function putOffUntil(prompt: Prompt, known: { kept: readonly RoleKpi[]; calendar: PersonCalendar }): string[] {
  const round = dueFrom(prompt.due_on, prompt.due_on, known);
  return askedIn(prompt).filter((id) => !round.includes(id) && known.kept.some((kpi) => kpi.id === id));
}

const cadencesOf = (kept: readonly RoleKpi[]): Recurring[] => [
  ...new Set(kept.map(({ cadence }) => cadence).filter(isRecurring)),
];

export const promptRow = (
  { workspaceId, personId }: PersonKey,
  { on, hour, at: moment, kpiIds }: NextPrompt,
): Prompt => ({
  workspace_id: workspaceId,
  person_id: personId,
  due_on: on,
  hour,
  next_at: toInstant(moment),
  kpi_ids: JSON.stringify([...new Set(kpiIds)]),
});
