import { sql } from 'kysely';
import { toInstant } from '../dist/src/calendar/instant.js';
import { milestones } from '../dist/src/calendar/milestone-dates.js';
import { isPostgres } from '../dist/src/store/dialect.js';

const plansPerWorkspace = 1000;
const plansAtOnce = 5000; // PostgreSQL is told to give up a statement after 10 s
const hoursToCome = 1000;
const hourMs = 3_600_000;
const firstNumber = 100_000_000; // so that all ids have one length, and all messages

/**
 * Fills an empty store with running plans. Each has a check-in for every milestone, whose next steps are spread over the
 * hours after `now`, and a welcome that was sent.
 */
export async function fillStore(db, { plans, now }) {
  for (let from = 0; from < plans; from += plansAtOnce) {
    const statements = statementsFor({ from, before: Math.min(from + plansAtOnce, plans) }, now);
    await db.transaction().execute(async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
    });
  }
  if (!isPostgres(db)) return; // SQLite plans without figures
  for (const table of ['people', 'plans', 'checkins', 'deliveries']) await sql`analyze ${sql.table(table)}`.execute(db);
}

/** Written in what SQLite and PostgreSQL share: the rows are made where they are kept. */
function statementsFor({ from, before }, now) {
  const at = toInstant(now);
  const hours = Array.from({ length: hoursToCome }, (_, hour) => new Date(now.getTime() + (hour + 1) * hourMs));
  const ids = ['P', 'U', 'D'].map((letter) => `'${letter}' || (${firstNumber} + n) as ${letter}`).join(', ');
  const known = `with recursive
    numbers (n) as (select ${from} union all select n + 1 from numbers where n + 1 < ${before}),
    planned as (select n, 'T' || (n / ${plansPerWorkspace}) as T, ${ids} from numbers),
    moments (hour, next_at) as (values ${numbered(hours.map(toInstant))}),
    kinds (position, milestone) as (values ${numbered(milestones)})`;
  return [
    `insert into workspaces (id, workdays, country) ${known}
      select distinct T, '12345', 'DE' from planned where true on conflict do nothing`,
    `insert into people (workspace_id, id, time_zone, account, channel, hour, looked_up_at) ${known}
      select T, U, 'Europe/Berlin', 'member', D, 9, '${at}' from planned`,
    `insert into plans (id, workspace_id, person_id, manager_id, manager_since, role_id, starts_on, shifted_days,
      milestones, state, created_by, created_at) ${known}
      select P, T, U, 'U1', '${at}', 'machine-learning-specialist', '${at.slice(0, 10)}', 0,
      '${JSON.stringify(milestones)}', 'running', 'U1', '${at}' from planned`,
    `insert into checkins (id, workspace_id, plan_id, milestone, falls_on, due_on, state, next_step, next_at, version)
      ${known} select P || '-' || milestone, T, P, milestone, substr(next_at, 1, 10), substr(next_at, 1, 10), 'planned',
      'ask', next_at, 0 from planned cross join kinds join moments on hour = (n * 5 + position) % ${hoursToCome}`,
    `insert into deliveries (id, workspace_id, key, kind, priority, recipient_id, plan_id, details, timing, due_at,
      state, attempts, created_at, settled_at) ${known}
      select D, T, 'welcome:' || P, 'welcome', 0, U, P, '{}', 'at-once', '${at}', 'sent', 1, '${at}', '${at}' from planned`,
  ];
}

/** `(0, 'day-30'), (1, 'day-60')`. */
const numbered = (texts) => texts.map((text, position) => `(${position}, '${text}')`).join(', ');
