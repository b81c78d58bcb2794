import type { Insertable } from 'kysely';
import { savePerson } from '../../src/store/people.ts';
import type { PersonalTable } from '../../src/store/personal-columns.ts';
import type { Db, Tables } from '../../src/store/tables.ts';

export const workspaceId = 'T1';

type Filled = { [Table in PersonalTable & keyof Tables]?: Insertable<Tables[Table]> };

const at = '2026-11-30T08:00:00.000Z';
const day = '2026-11-30';

/** A row about somebody in every table that can have one; what is text in it says whose it is. */
export function everythingOf(personId: string, managerId: string): Filled {
  const of = (what: string): string => `${what} of ${personId}`;
  const [plan, checkin] = [of('plan'), of('checkin')];
  const row = { workspace_id: workspaceId };
  const mine = { ...row, person_id: personId };
  const goal = { ...row, plan_id: plan, goal_id: 'ship', milestone: 'day-30', state: 'done' } as const;
  const noted = { title: of('title'), evidence: of('evidence'), changed_at: at, changed_by: managerId };
  return {
    leave: { ...mine, id: of('leave'), from_on: day, to_on: day, set_by: managerId, set_at: at },
    plans: {
      ...{
        ...mine,
        id: plan,
        manager_id: managerId,
        manager_since: at,
        former_manager_id: managerId,
        former_since: at,
        role_id: of('role'),
        starts_on: day,
      },
      ...{
        shifted_days: 1,
        milestones: '["day-30"]',
        state: 'ended',
        paused_on: day,
        paused_until: day,
        paused_at: at,
        resumed_at: at,
        next_at: null,
      },
      ...{ attention: null, attention_since: null, attention_error: null, attention_told_at: null },
      ...{ created_by: managerId, created_at: at, ended_at: at },
    },
    checkins: {
      ...{ ...row, id: checkin, plan_id: plan, milestone: 'day-30', falls_on: day, due_on: day, state: 'answered' },
      ...{
        next_step: null,
        next_at: null,
        asked_at: at,
        snoozed_until: at,
        answered_at: at,
        version: 3,
        answered_goals: '["ship"]',
      },
    },
    goals: { ...goal, ...noted, evidence_at: at, version: 2 },
    goal_changes: { ...goal, ...noted, id: of('change') },
    answers: {
      ...{ ...row, id: of('answer'), checkin_id: checkin, version: 1, saved_at: at, saved_by: personId, confidence: 4 },
      ...{ went_well: of('well'), blocker_kind: 'data', blocker: of('blocker'), help: of('help'), help_from: 'mentor' },
    },
    private_notes: { ...mine, checkin_id: checkin, note: of('private note'), saved_at: at },
    drafts: { ...mine, checkin_id: checkin, content: of('draft'), typed_at: '1' },
    deliveries: {
      ...{ ...row, id: of('delivery'), key: of('key'), kind: 'checkin', priority: 1, recipient_id: personId },
      ...{ plan_id: plan, checkin_id: checkin, details: `{"who":"${of('details')}"}`, timing: 'at-once', due_at: at },
      ...{ state: 'sent', owner: null, lease_until: null, attempts: 1, channel: of('D'), ts: '1', error: null },
      ...{ created_at: at, settled_at: at },
    },
    readings: {
      ...{ ...mine, id: of('reading'), kpi_id: 'cost', measured_on: day, value: 0.4, currency: 'EUR', confidence: 5 },
      ...{ note: of('note'), source: 'person', source_id: null, recorded_by: personId, recorded_at: at },
    },
    targets: {
      ...{ ...mine, id: of('target'), kpi_id: 'cost', from_on: day, target: of('target'), reach_by: day },
      ...{ set_by: managerId, set_at: at },
    },
    kpi_choices: { ...mine, kpi_id: 'cost', chosen_at: at },
    prompts: { ...mine, due_on: day, hour: 15, next_at: at, kpi_ids: '[]' },
    digests: {
      ...{ ...row, manager_id: personId, weekday: 1, hour: 9, is_on: 1, empty_weeks: 'line', owed_from: day },
      ...{ next_at: at, since_at: at, last_week: day, last_at: at },
    },
    digest_muted: { ...row, manager_id: personId, person_id: managerId },
    discussed_points: { ...row, manager_id: personId, person_id: managerId, point: 'blocked:access', discussed_at: at },
    reporting_lines: { ...mine, manager_id: managerId, since_at: at },
    one_to_one_notes: {
      ...{ ...row, id: of('one-to-one'), manager_id: personId, person_id: managerId, note: of('talk') },
      ...{ is_shared: 0, point: null, written_at: at, discussed_at: null },
    },
    api_tokens: {
      ...{ ...mine, id: of('token'), name: of('name'), digest: of('digest'), kpi_id: 'cost' },
      ...{ made_by: managerId, made_at: at, used_at: at, revoked_at: at },
    },
    kpi_queries: {
      ...{ ...mine, id: of('query'), kpi_id: 'cost', team_of: null, query: of('promql'), made_by: managerId },
      ...{ made_at: at, next_at: at, error: null, failing_since: null },
    },
    audit_log: {
      ...{ ...row, id: of('entry'), at, by_id: managerId, action: 'set-goal', about_id: personId },
      details: `{"of":"${of('audited')}"}`,
    },
  };
}

/** Both people and all of it, in the order of what points to what. */
export async function fill(db: Db, people: { personId: string; rows: Filled }[]): Promise<void> {
  for (const { personId, rows } of people) {
    const profile = { timeZone: `Europe/Berlin`, account: 'member' as const, at: new Date(at) };
    await savePerson(db, { workspaceId, personId }, profile);
    const { leave, plans, checkins, goals, goal_changes, answers, private_notes, drafts, deliveries } = rows;
    if (leave) await db.insertInto('leave').values(leave).execute();
    if (plans) await db.insertInto('plans').values(plans).execute();
    if (checkins) await db.insertInto('checkins').values(checkins).execute();
    if (goals) await db.insertInto('goals').values(goals).execute();
    if (goal_changes) await db.insertInto('goal_changes').values(goal_changes).execute();
    if (answers) await db.insertInto('answers').values(answers).execute();
    if (private_notes) await db.insertInto('private_notes').values(private_notes).execute();
    if (drafts) await db.insertInto('drafts').values(drafts).execute();
    if (deliveries) await db.insertInto('deliveries').values(deliveries).execute();
    if (rows.readings) await db.insertInto('readings').values(rows.readings).execute();
    if (rows.targets) await db.insertInto('targets').values(rows.targets).execute();
    if (rows.kpi_choices) await db.insertInto('kpi_choices').values(rows.kpi_choices).execute();
    if (rows.prompts) await db.insertInto('prompts').values(rows.prompts).execute();
    if (rows.digests) await db.insertInto('digests').values(rows.digests).execute();
    if (rows.digest_muted) await db.insertInto('digest_muted').values(rows.digest_muted).execute();
    if (rows.discussed_points) await db.insertInto('discussed_points').values(rows.discussed_points).execute();
    if (rows.reporting_lines) await db.insertInto('reporting_lines').values(rows.reporting_lines).execute();
    if (rows.api_tokens) await db.insertInto('api_tokens').values(rows.api_tokens).execute();
    if (rows.kpi_queries) await db.insertInto('kpi_queries').values(rows.kpi_queries).execute();
    if (rows.audit_log) await db.insertInto('audit_log').values(rows.audit_log).execute();
  }
  // about one, the other's
  for (const { rows } of people)
    if (rows.one_to_one_notes) await db.insertInto('one_to_one_notes').values(rows.one_to_one_notes).execute();
}
