import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { toInstant } from '../dist/src/calendar/instant.js';
import { addDays } from '../dist/src/calendar/local-date.js';
import { askForReadings } from '../dist/src/kpis/ask-for-readings.js';
import { logReadings } from '../dist/src/kpis/log-reading.js';
import { readTrend } from '../dist/src/kpis/read-trend.js';
import { wholePass } from '../dist/src/plans/pass.js';
import { planDeps } from './plan-deps.mjs';
import { storeWith } from './stores.mjs';

const perSecond = 200;
const kpiId = 'latency';
const firstNumber = 100_000_000; // as in fill-store
const daysOfTenYears = 3653;

/**
 * How long a reading takes from when somebody sends it until it is stored and its standing is read, in milliseconds:
 * 200 a second, each at its own moment whether the one before is done or not, while so many prompts are planned.
 */
export async function measureLogging(kind, { prompts, seconds, now }) {
  const { db, close } = await storeWith({ kind, plans: prompts, now });
  const due = toInstant(now);
  await db.transaction().execute(async (trx) => {
    for (const statement of promptsFor(due)) await sql.raw(statement).execute(trx);
  });
  const deps = planDeps(db, { now: () => now });
  await deps.holidays.of('DE'); // read once, after the start
  const planning = askForReadings(deps, wholePass);
  const plannedAt = performance.now();
  let plannedMs;
  void planning.then(() => {
    plannedMs = performance.now() - plannedAt;
  });
  const taken = await atRate(seconds * perSecond, (nth) => logOne(deps, nth));
  await planning;
  await close();
  return { taken, plannedMs };
}

const logOne = (deps, nth) => {
  const kpi = deps.kpis.find(kpiId);
  const personId = `U${firstNumber + (nth % 1000)}`;
  const entry = { value: 80 + (nth % 40), isAddition: false, measuredOn: '2026-11-20', note: '' };
  return logReadings(deps, { workspaceId: 'T0', personId }, { readings: [{ kpi, entry }] });
};

async function atRate(count, work) {
  const start = performance.now();
  const taken = [];
  const under = [];
  for (let nth = 0; nth < count; nth++) {
    const due = start + (nth * 1000) / perSecond;
    if (due > performance.now()) await wait(due - performance.now());
    under.push(work(nth).then(() => taken.push(performance.now() - due)));
  }
  await Promise.all(under);
  return taken;
}

/** Everybody keeps three KPIs, and is due to be asked. */
const promptsFor = (due) => [
  ...['latency', 'drift', 'training-success'].map(
    (kpi) => `insert into kpi_choices (workspace_id, person_id, kpi_id, chosen_at)
      select workspace_id, id, '${kpi}', '${due}' from people where id like 'U1%'`,
  ),
  `insert into prompts (workspace_id, person_id, due_on, hour, next_at, kpi_ids)
    select workspace_id, id, '${due.slice(0, 10)}', 15, '${due}', '[]' from people where id like 'U1%'`,
];

/**
 * How long a trend takes, in milliseconds, among so many people: `readers` of them have a reading for each day of ten
 * years, the others one each.
 */
export async function measureTrends(kind, { people, readers, runs, now }) {
  const { db, close } = await storeWith({ kind, plans: people, now });
  const today = toInstant(now).slice(0, 10);
  for (let nth = 0; nth < readers; nth++) await sql.raw(tenYearsOf(firstNumber + nth, today)).execute(db);
  await sql.raw(oneEach(today)).execute(db);
  const deps = planDeps(db, { now: () => now });
  const kpi = deps.kpis.find(kpiId);
  const taken = [];
  for (let run = 0; run < runs; run++) {
    const personId = `U${firstNumber + (run % readers)}`;
    const key = { workspaceId: `T${Math.floor((run % readers) / 1000)}`, personId };
    const startedAt = performance.now();
    const trend = await readTrend(deps, key, { personId, kpi });
    taken.push(performance.now() - startedAt);
    if (trend.series.points.length < 20) throw new Error('a trend of ten years has twenty points');
  }
  await close();
  return taken;
}

const columns = 'id, workspace_id, person_id, kpi_id, measured_on, value, note, source, recorded_by, recorded_at';

function tenYearsOf(number, today) {
  const days = Array.from({ length: daysOfTenYears }, (_, nth) => `('${addDays(today, -nth)}', ${nth})`).join(', ');
  return `insert into readings (${columns}) with days (day, nth) as (values ${days})
    select 'R${number}-' || nth, 'T' || ${Math.floor((number - firstNumber) / 1000)}, 'U${number}', '${kpiId}', day,
    80 + nth % 40, '', 'person', 'U${number}', day || 'T12:00:00.000Z' from days`;
}

const oneEach = (today) => `insert into readings (${columns})
  select 'S' || id, workspace_id, id, '${kpiId}', '${today}', 87, '', 'person', id, '${today}T00:00:00.000Z' from people`;
