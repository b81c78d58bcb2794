import type { LocalDate } from '../calendar/local-date.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import type { PersonKey } from '../store/people.ts';
import { choicesOf, deletePrompts, findPrompt, replaceChoices, savePrompts } from '../store/prompts.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { knownPerson, todayOf } from './person.ts';
import { type NextPrompt, nextPrompt, promptRow } from './prompt-schedule.ts';
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
  const person = await knownPerson(deps, actor);
  const today = todayOf(deps, person);
  const next = await inTransaction(deps.db, async (trx) => {
    await replaceChoices(trx, actor, { kpiIds, at: deps.clock.now() });
    return schedulePrompt(trx, deps, actor, { kept, after: today, putOff: [] });
  });
  deps.wake();
  return { kept, next };
}

export interface Wanted {
  kept: readonly RoleKpi[];
  /** The next one is on a later day than that. */
  after: LocalDate;
  /** What is asked for then besides, whatever its cadence. */
  putOff: readonly string[];
}

/** Stores when somebody is asked next. */
export async function schedulePrompt(
  trx: Trx,
  { holidays, clock }: Pick<KpiDeps, 'holidays' | 'clock'>,
  key: PersonKey,
  { kept, after, putOff }: Wanted,
): Promise<NextPrompt | undefined> {
  const calendar = await calendarOf(trx, key, { holidays, now: clock.now() });
  const next = nextPrompt(kept, after, calendar);
  if (next) await savePrompts(trx, [promptRow(key, next, putOff)]);
  else await deletePrompts(trx, key.workspaceId, [key.personId]);
  return next;
}

/** What somebody keeps now, and when they are asked next. */
export async function readChoice({ db, kpis }: Pick<KpiDeps, 'db' | 'kpis'>, key: PersonKey): Promise<Choice> {
  const kept = (await choicesOf(db, key)).flatMap((id) => kpis.find(id) ?? []);
  const prompt = await findPrompt(db, key);
  return { kept, next: prompt && { on: prompt.due_on, hour: prompt.hour } };
}

/** How many are suggested. */
const mostSuggested = 3;

/**
 * What somebody might begin with: KPIs that go with the goals of where they are, those that come round by themselves
 * first, else the first of the role.
 * @param goalIds the goals that they work on
 */
export function suggestKpis(all: readonly RoleKpi[], goalIds: readonly string[]): RoleKpi[] {
  const recurring = all.filter(({ cadence }) => cadence !== 'event');
  const fitting = recurring.filter(({ goals }) => goals.some((id) => goalIds.includes(id)));
  return [...new Set([...fitting, ...recurring, ...all])].slice(0, mostSuggested);
}
