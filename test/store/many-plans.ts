import { sql } from 'kysely';
import { isPostgres } from '../../src/store/dialect.ts';
import type { Db, Tables } from '../../src/store/tables.ts';

/** Enough that a database would rather use an index than read a whole table. */
const plans = 2000;

/**
 * Plans `P0`, `P1`, … of as many people `U0`, `U1`, … in two workspaces, each with a check-in `C0`, `C1`, … and what
 * belongs to it. One of a hundred is paused, one needs attention. Nothing is due before 2027.
 */
export async function storeManyPlans(db: Db): Promise<void> {
  const numbers = `with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < ${plans})`;
  for (const [table, columns] of rows) {
    const [names, values] = [Object.keys(columns), Object.values(columns)].map((list) => list.join(', '));
    await sql.raw(`insert into ${table} (${names}) ${numbers} select distinct ${values} from numbers`).execute(db);
  }
  if (isPostgres(db)) await sql`analyze`.execute(db); // as it does by itself, sooner or later
}

const workspace = `'T' || (n % 2)`;
const [person, manager, plan, checkin] = [`'U' || n`, `'U' || (n / 100)`, `'P' || n`, `'C' || n`];
const coming = `'2027-01-' || (10 + n % 20) || 'T09:00:00.000Z'`;
const past = `'2026-10-' || (10 + n % 20) || 'T09:00:00.000Z'`;
const ofHundred = (which: number, value: string) => `case n % 100 when ${which} then ${value} end`;
const ofPlan = { workspace_id: workspace, plan_id: plan };
const aboutOne = { workspace_id: workspace, person_id: person };
const ofCheckin = { workspace_id: workspace, checkin_id: checkin };

/** Of each table the columns, and what is in them: SQL that both databases take. */
const rows: [keyof Tables, Record<string, string>][] = [
  ['workspaces', { id: workspace, workdays: `'12345'` }],
  [
    'people',
    { workspace_id: workspace, id: person, time_zone: `'UTC'`, account: `'member'`, hour: '9', looked_up_at: past },
  ],
  [
    'leave',
    {
      ...{ id: `'L' || n`, workspace_id: workspace, person_id: person, set_by: person, set_at: past },
      ...{ from_on: `'2027-01-01'`, to_on: `'2027-01-05'` },
    },
  ],
  [
    'plans',
    {
      ...{ id: plan, workspace_id: workspace, person_id: person, manager_id: manager, role_id: `'barista'` },
      ...{ starts_on: `'2026-12-01'`, shifted_days: '0', milestones: `'[]'`, created_by: person, created_at: past },
      ...{ state: `case n % 100 when 1 then 'paused' else 'running' end`, next_at: ofHundred(1, coming) },
      ...{ attention: ofHundred(2, `'no-manager'`), attention_since: ofHundred(2, past) },
    },
  ],
  [
    'checkins',
    {
      ...{ id: checkin, workspace_id: workspace, plan_id: plan, milestone: `'day-30'`, falls_on: `'2027-01-01'` },
      ...{ due_on: `'2027-01-01'`, state: `'planned'`, next_step: `'ask'`, next_at: coming, version: '0' },
    },
  ],
  [
    'goals',
    {
      ...{ ...ofPlan, goal_id: `'first-order'`, milestone: `'day-30'`, title: `'First order'`, state: `'done'` },
      ...{ evidence: `''`, evidence_at: past, changed_at: past, changed_by: person, version: '1' },
    },
  ],
  [
    'answers',
    {
      ...{ ...ofCheckin, id: `'A' || n`, version: '1', saved_at: past, saved_by: person },
      ...{ went_well: `''`, blocker: `''`, help: `''` },
    },
  ],
  [
    'deliveries',
    {
      ...{ ...ofPlan, ...ofCheckin, id: `'D' || n`, key: `'checkin:' || n`, kind: `'checkin'`, priority: '1' },
      ...{ recipient_id: person, details: `'{}'`, timing: `'at-once'`, due_at: past, created_at: past },
      ...{ state: `'sent'`, attempts: '1' },
    },
  ],
  [
    'readings',
    {
      ...{
        id: `'R' || n`,
        workspace_id: workspace,
        person_id: person,
        kpi_id: `'latency'`,
        measured_on: `'2026-11-20'`,
      },
      ...{ value: '87', note: `''`, source: `'person'`, recorded_by: person, recorded_at: past },
    },
  ],
  [
    'targets',
    {
      ...{ id: `'G' || n`, workspace_id: workspace, person_id: person, kpi_id: `'latency'`, from_on: `'2026-11-20'` },
      ...{ set_by: manager, set_at: past },
    },
  ],
  ['kpi_choices', { workspace_id: workspace, person_id: person, kpi_id: `'latency'`, chosen_at: past }],
  [
    'prompts',
    {
      ...{ workspace_id: workspace, person_id: person, due_on: `'2027-01-10'`, hour: '15', next_at: coming },
      kpi_ids: `'[]'`,
    },
  ],
  [
    'digests',
    {
      ...{ workspace_id: workspace, manager_id: person, weekday: '1', hour: '9', is_on: '1', empty_weeks: `'line'` },
      ...{ next_at: coming, since_at: past },
    },
  ],
  [
    'one_to_one_notes',
    {
      ...{ id: `'N' || n`, workspace_id: workspace, manager_id: manager, person_id: person, note: `''` },
      ...{ is_shared: '0', written_at: past, discussed_at: ofHundred(1, 'null') },
    },
  ],
  ['discussed_points', { ...aboutOne, manager_id: manager, point: `'missed:day-30'`, discussed_at: past }],
  ['digest_muted', { ...aboutOne, manager_id: manager }],
  ['private_notes', { ...ofCheckin, person_id: person, note: `''`, saved_at: past }],
  ['drafts', { ...ofCheckin, person_id: person, content: `'{}'`, typed_at: past }],
  [
    'goal_changes',
    {
      ...{ ...ofPlan, id: `'H' || n`, goal_id: `'first-order'`, milestone: `'day-30'`, title: `''`, state: `'done'` },
      ...{ evidence: `''`, changed_at: past, changed_by: person },
    },
  ],
  [
    'api_tokens',
    {
      ...{ ...aboutOne, id: `'K' || n`, name: `''`, digest: `'' || n`, made_by: manager, made_at: past },
    },
  ],
  [
    'kpi_queries',
    {
      ...{ ...aboutOne, id: `'Q' || n`, kpi_id: `'latency'`, query: `''`, made_by: manager, made_at: past },
      next_at: coming,
    },
  ],
  ['reporting_lines', { workspace_id: workspace, person_id: person, manager_id: manager, since_at: past }],
  ['accepted_requests', { workspace_id: workspace, key: `'event:' || n`, accepted_at: coming }],
  [
    'audit_log',
    {
      ...{ id: `'L' || n`, workspace_id: workspace, at: past, by_id: manager, action: `'read-progress'` },
      ...{ about_id: person, details: `'{}'` },
    },
  ],
];
