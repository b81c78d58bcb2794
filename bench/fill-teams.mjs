import { sql } from 'kysely';
import { toInstant } from '../dist/src/calendar/instant.js';
import { addDays, mondayOf, weekdayOf } from '../dist/src/calendar/local-date.js';
import { milestones } from '../dist/src/calendar/milestone-dates.js';
import { isPostgres } from '../dist/src/store/dialect.js';
import { kinds, milestoneDays } from './team-kinds.mjs';

/** One company: that of `slack-api.mjs`. */
export const workspaceId = 'T0001';
const managersAtOnce = 500; // PostgreSQL is told to give up a statement after 10 s
const teamSize = 10;
const firstNumber = 100_000_000; // so that all ids have one length, and all messages
const dayMs = 24 * 3_600_000;
const note = 'The nightly run is green again; the details are in the notes of the review.';

/**
 * Fills an empty store with managers to each of whom ten people report, of all `kinds`, and whose digests are due: what
 * changed since a week ago is told.
 * @param place `{ timeZone, country, hour }` in which it is that hour of a working day
 */
export async function fillTeams(db, { managers, now, role, place }) {
  const tables = rowsOfKinds(now, role);
  for (let from = 0; from < managers; from += managersAtOnce) {
    const before = Math.min(from + managersAtOnce, managers);
    const statements = statementsFor({ from, before }, { now, place, tables });
    await db.transaction().execute(async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
    });
  }
  if (!isPostgres(db)) return; // SQLite plans without figures
  for (const table of filled) await sql`analyze ${sql.table(table)}`.execute(db);
}

const filled = [
  'people',
  'plans',
  'checkins',
  'goals',
  'goal_changes',
  'answers',
  'readings',
  'targets',
  'deliveries',
].concat('reporting_lines', 'digests', 'discussed_points', 'one_to_one_notes');

/** All digests are due once more, as if none had been planned. */
export async function makeDue(db, { managers, now, place }) {
  const statements = digestsFor({ from: 0, before: managers }, { now, place });
  await db.transaction().execute(async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  });
}

/** There is no digest that is due, will be, or was ever planned. */
export async function withoutDigests(db) {
  await db.deleteFrom('deliveries').where('kind', '=', 'digest').execute();
  await db.deleteFrom('digests').execute();
}

/** Somebody, and the one whom they report to. */
export const oneOfTeams = { personId: `U${firstNumber}`, managerId: `M${firstNumber}` };

/** The ids of all who report to somebody. */
export const peopleOfTeams = (managers) =>
  Array.from({ length: managers * teamSize }, (_, number) => `U${firstNumber + number}`);

/** What one of each kind has, in rows of text; the instants and days are the same for all of a kind. */
function rowsOfKinds(now, role) {
  const at = (ago) => toInstant(new Date(now.getTime() - ago * dayMs));
  const dayOf = (ago) => at(ago).slice(0, 10);
  const rows = { people: [], checkins: [], goals: [], changes: [], answers: [], readings: [] };
  for (const [kind, { days, state, ...has }] of kinds.entries()) {
    rows.people.push([kind, at(days), dayOf(days), state, state === 'paused' ? dayOf(3) : null]);
    if (state !== 'none') {
      for (const [place, checkin] of has.checkins.entries()) {
        const { askedAgo, answeredAgo } = checkin;
        const due = dayOf(askedAgo ?? days - milestoneDays[place]);
        const next = checkin.state === 'planned' && state === 'running' ? [`ask`, at(-30 * (place + 1))] : [null, null];
        const times = [askedAgo, answeredAgo].map((ago) => (ago === undefined ? null : at(ago)));
        rows.checkins.push([kind, milestones[place], due, checkin.state, ...next, ...times]);
      }
      for (const [where, history] of Object.entries(has.goals)) {
        const [place, position] = where.split('.').map(Number);
        const goal = role.goalsOf(milestones[place])[position];
        if (!goal) throw new Error(`The role has no goal ${where}`);
        for (const [goalState, ago] of history)
          rows.changes.push([kind, milestones[place], goal.id, goal.title, goalState, at(ago)]);
        rows.goals.push(rows.changes.at(-1));
      }
      for (const { place, ago, confidence } of has.answers)
        rows.answers.push([kind, milestones[place], at(ago), confidence]);
    }
    for (const [kpi, values] of Object.entries(has.readings))
      for (const { ago, value } of values) rows.readings.push([kind, kpi, dayOf(ago), value, at(ago)]);
  }
  return rows;
}

/** Written in what SQLite and PostgreSQL share: the rows are made where they are kept. */
function statementsFor(range, { now, place, tables }) {
  const [first, last] = [range.from * teamSize, range.before * teamSize];
  const at = toInstant(now);
  const of = (name, columns) => `with recursive
    numbers (n) as (select ${first} union all select n + 1 from numbers where n + 1 < ${last}),
    team (n, T, M, U, P, kind) as (select n, '${workspaceId}', ${managerOf(`n / ${teamSize}`)},
      'U' || (${firstNumber} + n), 'P' || (${firstNumber} + n), (n + 3 * (n / ${teamSize})) % ${kinds.length} from numbers),
    made (${columns}) as (values ${valuesOf(tables[name])})`;
  const people = of('people', 'of_kind, since, starts_on, state, paused_on');
  const columnsOfGoals = 'of_kind, milestone, goal_id, title, state, changed_at';
  return [
    ...managersFor(range, { at, place }),
    `insert into people (workspace_id, id, time_zone, account, channel, hour, looked_up_at) ${people}
      select T, U, '${place.timeZone}', 'member', 'D' || U, 9, '${at}' from team join made on of_kind = kind`,
    `insert into reporting_lines (workspace_id, person_id, manager_id, since_at) ${people}
      select T, U, M, since from team join made on of_kind = kind`,
    `insert into plans (id, workspace_id, person_id, manager_id, manager_since, role_id, starts_on, shifted_days,
      milestones, state, paused_on, created_by, created_at, ended_at) ${people}
      select P, T, U, M, since, 'machine-learning-specialist', starts_on, 0, '${JSON.stringify(milestones)}', state,
      paused_on, M, since, case state when 'ended' then '${at}' end from team join made on of_kind = kind
      where state <> 'none'`,
    `insert into checkins (id, workspace_id, plan_id, milestone, falls_on, due_on, state, next_step, next_at, asked_at,
      answered_at, version)
      ${of('checkins', 'of_kind, milestone, due_on, state, next_step, next_at, asked_at, answered_at')}
      select P || '-' || milestone, T, P, milestone, due_on, due_on, state, next_step, next_at, asked_at, answered_at,
      case when answered_at is null then 0 else 1 end from team join made on of_kind = kind`,
    `insert into goals (workspace_id, plan_id, goal_id, milestone, title, state, evidence, evidence_at, changed_at,
      changed_by, version) ${of('goals', columnsOfGoals)}
      select T, P, goal_id, milestone, title, state, '${note}', changed_at, changed_at, U, 1
      from team join made on of_kind = kind`,
    `insert into goal_changes (id, workspace_id, plan_id, goal_id, milestone, title, state, evidence, changed_at,
      changed_by) ${of('changes', columnsOfGoals)}
      select P || goal_id || state, T, P, goal_id, milestone, title, state, '${note}', changed_at, U
      from team join made on of_kind = kind`,
    `insert into answers (id, workspace_id, checkin_id, version, saved_at, saved_by, went_well, blocker, help, confidence)
      ${of('answers', 'of_kind, milestone, saved_at, confidence')}
      select P || '-' || milestone, T, P || '-' || milestone, 1, saved_at, U, '${note}', '', '', confidence
      from team join made on of_kind = kind`,
    `insert into readings (id, workspace_id, person_id, kpi_id, measured_on, value, note, source, recorded_by, recorded_at)
      ${of('readings', 'of_kind, kpi_id, measured_on, value, recorded_at')}
      select U || kpi_id || measured_on, T, U, kpi_id, measured_on, value, '${note}', 'person', U, recorded_at
      from team join made on of_kind = kind`,
    `insert into targets (id, workspace_id, person_id, kpi_id, from_on, target, set_by, set_at) ${people}
      select 'of' || U, T, U, 'drift', starts_on, '${JSON.stringify(driftTarget)}', M, since
      from team join made on of_kind = kind where kind % 5 = 0`,
    `insert into deliveries (id, workspace_id, key, kind, priority, recipient_id, plan_id, details, timing, due_at, state,
      attempts, created_at, settled_at) ${people}
      select P, T, 'welcome:' || P, 'welcome', 0, U, P, '{}', 'at-once', since, 'sent', 1, since, since
      from team join made on of_kind = kind where state <> 'none'`,
    `insert into discussed_points (workspace_id, manager_id, person_id, point, discussed_at) ${people}
      select T, M, U, 'off:drift', since from team join made on of_kind = kind where kind % 4 = 0`,
    `insert into one_to_one_notes (id, workspace_id, manager_id, person_id, note, is_shared, written_at) ${people}
      select U, T, M, U, '${note}', 0, '${at}' from team join made on of_kind = kind where kind % 7 = 0`,
  ];
}

const driftTarget = { kind: 'fixed', unit: 'index', direction: 'lower', text: 'Below 0.25', 'on-target': 0.25 };

function managersFor(range, { at, place }) {
  const known = knownManagers(range);
  return [
    `insert into workspaces (id, workdays, country) ${known}
      select distinct T, '1234567', '${place.country}' from managers where true on conflict do nothing`,
    `insert into people (workspace_id, id, time_zone, account, channel, hour, looked_up_at) ${known}
      select T, M, '${place.timeZone}', 'member', 'D' || M, 9, '${at}' from managers`,
    ...digestsFor(range, { now: new Date(at), place }),
  ];
}

/** Last week's was sent, and this week's is due now. */
function digestsFor(range, { now, place }) {
  const known = knownManagers(range);
  const before = toInstant(new Date(now.getTime() - 7 * dayMs));
  const localDay = (moment) => new Intl.DateTimeFormat('sv-SE', { timeZone: place.timeZone }).format(moment);
  const on = localDay(now);
  const [week, lastWeek] = [mondayOf(on), addDays(mondayOf(on), -7)];
  return [
    `insert into digests (workspace_id, manager_id, weekday, hour, is_on, empty_weeks, owed_from, next_at, since_at,
      last_week, last_at) ${known}
      select T, M, ${weekdayOf(on)}, ${place.hour}, 1, 'line', '${week}', '${toInstant(now)}', '${before}',
      '${lastWeek}', '${before}' from managers`,
    `insert into deliveries (id, workspace_id, key, kind, priority, recipient_id, details, timing, due_at, state, attempts,
      created_at, settled_at) ${known}
      select 'last' || M, T, 'digest:' || M || ':${lastWeek}', 'digest', 3, M, '{}', 'working-hours', '${before}', 'sent', 1,
      '${before}', '${before}' from managers`,
  ];
}

const knownManagers = ({ from, before }) => `with recursive
  numbers (n) as (select ${from} union all select n + 1 from numbers where n + 1 < ${before}),
  managers (T, M) as (select '${workspaceId}', ${managerOf('n')} from numbers)`;

const managerOf = (manager) => `'M' || (${firstNumber} + ${manager})`;

const valuesOf = (rows) => rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ');

const literal = (value) => {
  if (value === null) return 'null';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
};
