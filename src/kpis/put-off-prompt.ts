import { askAgainAt, type Snooze } from '../calendar/checkin-times.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import type { Actor } from '../plans/rights.ts';
import { choicesOf, findPrompt, savePrompts } from '../store/prompts.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { at, promptRow } from './prompt-schedule.ts';

const usualHour = 10;

/** Asks for some KPIs again tomorrow or next Monday; what comes round before then waits as long. @returns the day */
export async function putOffPrompt(
  deps: KpiDeps,
  actor: Actor,
  { kpiIds, until }: { kpiIds: readonly string[]; until: Snooze },
): Promise<LocalDate> {
  const now = deps.clock.now();
  const on = await inTransaction(deps.db, async (trx) => {
    const calendar = await calendarOf(trx, actor, { ...deps, now });
    const day = localDateOf(askAgainAt(until, now, calendar), calendar.timeZone);
    const kept = await choicesOf(trx, actor);
    const prompt = await findPrompt(trx, actor);
    const putOff = kpiIds.filter((id) => kept.includes(id));
    if (putOff.length > 0) {
      const earliest = prompt && prompt.due_on < day ? prompt.due_on : day; // with what comes round before
      await savePrompts(trx, [promptRow(actor, at(earliest, prompt?.hour ?? usualHour, calendar), putOff)]);
    }
    return day;
  });
  deps.wake();
  return on;
}
