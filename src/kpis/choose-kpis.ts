import { addDays } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import type { PersonKey } from '../store/people.ts';
import { choicesOf, deletePrompts, findPrompt, type Prompt, replaceChoices, savePrompts } from '../store/prompts.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { knownPerson } from './person.ts';
import { type NextPrompt, nextPrompt, promptAt, promptRow, putOffUntil } from './prompt-schedule.ts';
import type { RoleKpi } from './role-kpis.ts';

export interface Choice {
  kept: RoleKpi[];
  /** When they are asked for next; undefined where nothing comes round by itself. */
  next: Pick<NextPrompt, 'on' | 'hour'> | undefined;
}

/** Chooses the KPIs that somebody keeps from now on; none at all means that nobody asks. @throws {Refusal} */
export async function chooseKpis(deps: KpiDeps, actor: Actor, kpiIds: readonly string[]): Promise<Choice> {
  const kept = kpiIds.map((id) => {
    const kpi = deps.kpis.find(id);
    if (!kpi) throw new Refusal({ kind: 'gone' });
    return kpi;
  });
  await knownPerson(deps, actor);
  const next = await inTransaction(deps.db, async (trx) => {
    await replaceChoices(trx, actor, { kpiIds, at: deps.clock.now() });
    return schedulePrompt(trx, deps, actor, kept);
  });
  deps.wake();
  return { kept, next };
}

/** Stores when somebody is asked next: today still, where their hour is to come and they were not asked today. */
async function schedulePrompt(
  trx: Trx,
  { holidays, clock }: Pick<KpiDeps, 'holidays' | 'clock'>,
  key: PersonKey,
  kept: readonly RoleKpi[],
): Promise<NextPrompt | undefined> {
  const now = clock.now();
  const calendar = await calendarOf(trx, key, { holidays, now });
  const today = localDateOf(now, calendar.timeZone);
  const prompt = await findPrompt(trx, key);
  const ofToday = prompt && prompt.due_on > today ? undefined : nextPrompt(kept, addDays(today, -1), calendar);
  const round = ofToday && ofToday.at > now ? ofToday : nextPrompt(kept, today, calendar);
  const next = prompt ? withPutOff(prompt, round, { kept, calendar }) : round;
  if (next) await savePrompts(trx, [promptRow(key, next)]);
  else await deletePrompts(trx, key.workspaceId, [key.personId]);
  return next;
}

/** What was put off is asked for on its day, as long as it is kept. */
function withPutOff(
  prompt: Prompt,
  round: NextPrompt | undefined,
  known: { kept: readonly RoleKpi[]; calendar: PersonCalendar },
): NextPrompt | undefined {
  const putOff = putOffUntil(prompt, known);
  if (putOff.length === 0) return round;
  if (round && round.on <= prompt.due_on) return { ...round, kpiIds: [...round.kpiIds, ...putOff] };
  return promptAt(prompt.due_on, { hour: prompt.hour, kpiIds: putOff }, known.calendar);
}

/** What somebody keeps now, and when they are asked next. */
export async function readChoice({ db, kpis }: Pick<KpiDeps, 'db' | 'kpis'>, key: PersonKey): Promise<Choice> {
  const kept = (await choicesOf(db, key)).flatMap((id) => kpis.find(id) ?? []);
  const prompt = await findPrompt(db, key);
  return { kept, next: prompt && { on: prompt.due_on, hour: prompt.hour } };
}
