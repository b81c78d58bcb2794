import { toInstant } from '../calendar/instant.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { localDateOf, localInstant } from '../calendar/time-zone.ts';
import { isWorkingDay, nextWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';
import { inBatches, type Pass, wholePass } from '../plans/pass.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import { hasCheckinOn } from '../store/checkins.ts';
import { enqueue } from '../store/deliveries.ts';
import { lockPerson, type PersonKey } from '../store/people.ts';
import { choicesOf, duePrompts, findPrompt, type Prompt } from '../store/prompts.ts';
import { latestReadings } from '../store/readings.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { isFresh, isRecurring } from './cadence.ts';
import { schedulePrompt, storePrompt } from './choose-kpis.ts';
import type { KpiDeps } from './deps.ts';
import { at, dueOn } from './prompt-schedule.ts';
import type { RoleKpi } from './role-kpis.ts';

type AskDeps = Pick<KpiDeps, 'db' | 'clock' | 'holidays' | 'kpis' | 'wake'>;

/** Few enough that somebody who logs a reading meanwhile need not wait. */
const mostAtOnce = 50;

/** Asks everybody whose time has come for what they keep, once, and works out when the next time is. */
export async function askForReadings(deps: AskDeps, pass: Pass = wholePass): Promise<boolean> {
  const now = toInstant(deps.clock.now());
  return inBatches(
    {
      find: async (except) => {
        const due = await duePrompts(deps.db, now, mostAtOnce + except.length);
        return due
          .map(idOf)
          .filter((id) => !except.includes(id))
          .slice(0, mostAtOnce);
      },
      work: async (ids) => {
        await inTransaction(deps.db, async (trx) => {
          for (const id of [...ids].sort()) await ask(trx, deps, keyOf(id));
        });
        deps.wake();
      },
    },
    pass,
  );
}

const idOf = ({ workspace_id, person_id }: Prompt): string => `${workspace_id}/${person_id}`;

function keyOf(id: string): PersonKey {
  const [workspaceId = '', personId = ''] = id.split('/');
  return { workspaceId, personId };
}

async function ask(trx: Trx, deps: AskDeps, key: PersonKey): Promise<void> {
  await lockPerson(trx, key);
  const prompt = await findPrompt(trx, key);
  const now = deps.clock.now();
  if (!prompt || prompt.next_at > toInstant(now)) return; // another process has asked
  const calendar = await calendarOf(trx, key, { ...deps, now });
  const today = localDateOf(now, calendar.timeZone);
  const kept = (await choicesOf(trx, key)).flatMap((id) => deps.kpis.find(id) ?? []);
  const due = whatIsDue(prompt, kept, calendar);
  if (!(await isRoomFor(trx, key, { today, calendar }))) {
    const day = nextWorkingDay(addDays(today, 1), calendar);
    return storePrompt(
      trx,
      key,
      at(day, prompt.hour, calendar),
      due.map(({ id }) => id),
    );
  }
  const asked = await withoutFresh(trx, key, { due, today });
  if (asked.length > 0) await enqueuePrompt(trx, key, { asked, prompt, today, now });
  await schedulePrompt(trx, deps, key, { kept, after: today, putOff: [] });
}

/** What comes round on its day, and what was put off until then. */
function whatIsDue(prompt: Prompt, kept: readonly RoleKpi[], calendar: PersonCalendar): RoleKpi[] {
  const putOff: unknown = JSON.parse(prompt.put_off);
  const isPutOff = ({ id }: RoleKpi): boolean => Array.isArray(putOff) && putOff.includes(id);
  const round = dueOn(prompt.due_on, kept, calendar, addDays(prompt.due_on, -1));
  return kept.filter((kpi) => round.includes(kpi) || isPutOff(kpi));
}

interface OfDay {
  today: LocalDate;
  calendar: PersonCalendar;
}

/** Not on a day off, and not on top of a check-in. */
async function isRoomFor(trx: Trx, key: PersonKey, { today, calendar }: OfDay): Promise<boolean> {
  if (!isWorkingDay(today, calendar)) return false;
  const [from, to] = [today, addDays(today, 1)].map((day) => toInstant(localInstant(day, 0, calendar.timeZone)));
  return !(await hasCheckinOn(trx, key, { on: today, from: from ?? '', to: to ?? '' }));
}

async function withoutFresh(
  trx: Trx,
  key: PersonKey,
  { due, today }: { due: readonly RoleKpi[]; today: LocalDate },
): Promise<RoleKpi[]> {
  const kpiIds = due.map(({ id }) => id);
  const latest = await latestReadings(trx, key, { kpiIds, each: 1, since: undefined });
  const days = new Map(latest.map(({ kpi_id, measured_on }) => [kpi_id, measured_on]));
  return due.filter(({ id, cadence }) => {
    const measuredOn = days.get(id);
    return measuredOn === undefined || !isRecurring(cadence) || !isFresh(cadence, measuredOn, today);
  });
}

interface Asking {
  asked: readonly RoleKpi[];
  prompt: Prompt;
  today: LocalDate;
  now: Date;
}

async function enqueuePrompt(
  trx: Trx,
  { workspaceId, personId }: PersonKey,
  { asked, prompt, today, now }: Asking,
): Promise<void> {
  await enqueue(trx, {
    workspaceId,
    key: `prompt:${personId}:${today}:${prompt.next_at}`,
    kind: 'prompt',
    priority: 2,
    recipientId: personId,
    details: { kpiIds: asked.map(({ id }) => id), on: today },
    timing: 'working-hours',
    dueAt: now,
    createdAt: now,
  });
}
