import { askAgainAt, type Snooze } from '../calendar/checkin-times.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import type { Actor } from '../plans/rights.ts';
import { choicesOf, findPrompt, savePrompts } from '../store/prompts.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { askedIn, dueFrom, promptAt, promptRow, putOffUntil } from './prompt-schedule.ts';

const usualHour = 10;

/**
 * Asks for some KPIs again tomorrow or next Monday; what comes round before then, or was put off before, is asked for
 * with them. @returns the day
 */
export async function putOffPrompt(
  deps: KpiDeps,
  actor: Actor,
  { kpiIds, until }: { kpiIds: readonly string[]; until: Snooze },
): Promise<LocalDate> {
  const now = deps.clock.now();
  const on = await inTransaction(deps.db, async (trx) => {
    const calendar = await calendarOf(trx, actor, { ...deps, now });
    const today = localDateOf(now, calendar.timeZone);
    const day = localDateOf(askAgainAt(until, now, calendar), calendar.timeZone);
    const kept = (await choicesOf(trx, actor)).flatMap((id) => deps.kpis.find(id) ?? []);
    const known = { kept, calendar };
    const again = kpiIds.filter((id) => kept.some((kpi) => kpi.id === id));
    if (again.length === 0) return day;
    const prompt = await findPrompt(trx, actor);
    const before = prompt && (prompt.due_on <= day ? askedIn(prompt) : putOffUntil(prompt, known));
    const all = [...again, ...(before ?? []), ...dueFrom(addDays(today, 1), day, known)];
    await savePrompts(trx, [promptRow(actor, promptAt(day, { hour: usualHour, kpiIds: all }, calendar))]);
    return day;
  });
  deps.wake();
  return on;
}
