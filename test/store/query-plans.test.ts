import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetAccepted } from '../../src/store/accepted-requests.ts';
import { findAnswer } from '../../src/store/answers.ts';
import { auditedAbout, auditLog } from '../../src/store/audit-log.ts';
import { checkinsOf, checkinsOfPlans, plansWithDueCheckins } from '../../src/store/checkins.ts';
import { countUnsettled } from '../../src/store/deliveries.ts';
import { readingsOfReports, stateChangesOf, targetsOfPeople } from '../../src/store/digest-news.ts';
import { dueDigests } from '../../src/store/digests.ts';
import { goalsOf } from '../../src/store/goals.ts';
import { nextOfEach } from '../../src/store/next-moments.ts';
import {
  notesAbout,
  notesSharedWith,
  openNotesAbout,
  openNotesBy,
  openPointsBy,
} from '../../src/store/one-to-one-notes.ts';
import { leaveOf } from '../../src/store/people.ts';
import { latestKeyOf } from '../../src/store/plan-deliveries.ts';
import { duePlans, findCurrentPlan, plansOfManager, untoldPlans } from '../../src/store/plans.ts';
import { choicesOf, duePrompts, findPrompt } from '../../src/store/prompts.ts';
import {
  countReadings,
  firstReadings,
  latestReadings,
  newestReadings,
  readingsById,
  readingsOf,
} from '../../src/store/readings.ts';
import { linesTo, managersAmong } from '../../src/store/reporting-lines.ts';
import type { Db } from '../../src/store/tables.ts';
import { targetsFor } from '../../src/store/targets.ts';
import { databases, type FreshStore, freshStore } from '../support/databases.ts';
import { queryPlan } from '../support/query-plan.ts';
import { storeManyPlans } from './many-plans.ts';

const now = '2026-11-30T09:00:00.000Z';
const person = { workspaceId: 'T1', personId: 'U1' };
const latencyOf = { ...person, kpiId: 'latency' };
const plan = { workspace_id: 'T1', id: 'P1' };
const checkin = { workspace_id: 'T1', id: 'C1' };
const about = { workspaceId: 'T1', checkinId: 'C1', kinds: ['checkin', 'summary'] };

interface HotQuery {
  what: string;
  ask(db: Db): Promise<unknown>;
  /** As SQLite and PostgreSQL name it. */
  index: RegExp;
  /** The index has them in the order that they are wanted in: no more are read than wanted. */
  inOrder?: true;
}

const hotQueries: HotQuery[] = [
  {
    what: 'check-ins that are due',
    ask: (db) => plansWithDueCheckins(db, now, { limit: 200 }),
    index: /checkins_due/,
    inOrder: true,
  },
  { what: 'pauses that are over', ask: (db) => duePlans(db, now, { limit: 100 }), index: /plans_due/, inOrder: true },
  {
    what: 'plans that need somebody',
    ask: (db) => untoldPlans(db, { limit: 50 }),
    index: /plans_untold/,
    inOrder: true,
  },
  { what: 'the next check-in', ask: nextOfEach, index: /checkins_due/, inOrder: true },
  { what: 'the next end of a pause', ask: nextOfEach, index: /plans_due/, inOrder: true },
  { what: 'the next prompt', ask: nextOfEach, index: /prompts_due/, inOrder: true },
  { what: 'the next query', ask: nextOfEach, index: /kpi_queries_due/, inOrder: true },
  { what: 'the next digest', ask: nextOfEach, index: /digests_due/, inOrder: true },
  { what: 'digests that are due', ask: (db) => dueDigests(db, now, 50), index: /digests_due/, inOrder: true },
  { what: 'who reports to somebody', ask: (db) => linesTo(db, person), index: /reporting_lines_of_manager/ },
  { what: 'notes to talk about', ask: (db) => openNotesBy(db, person), index: /one_to_one_notes_open/ },
  { what: 'points to talk about', ask: (db) => openPointsBy(db, person), index: /one_to_one_notes_open/ },
  {
    what: 'notes to talk about with somebody',
    ask: (db) => openNotesAbout(db, person, 'U1'),
    index: /one_to_one_notes_(open|of_manager|of_person)/,
  },
  {
    what: 'notes about somebody',
    ask: (db) => notesAbout(db, person, { aboutId: 'U1', limit: 1000 }),
    index: /one_to_one_notes_(of_manager|of_person)/,
  },
  {
    what: 'notes that are shared with somebody',
    ask: (db) => notesSharedWith(db, person),
    index: /one_to_one_notes_of_person/,
  },
  {
    what: 'those who are managers',
    ask: (db) => managersAmong(db, 'T1', ['U1', 'U3']),
    index: /reporting_lines_of_manager/,
  },
  {
    what: "goals' changes in some plans",
    ask: (db) => stateChangesOf(db, { workspaceId: 'T1', planIds: ['P1', 'P3'] }),
    index: /goal_changes_of_plan/,
  },
  {
    what: 'the latest readings in some plans',
    ask: (db) =>
      readingsOfReports(db, { workspaceId: 'T1', ids: ['U1', 'U3'], kpiIds: ['drift', 'latency'] }, 'latest'),
    index: /readings_of_person.*measured_on/s,
  },
  { what: "a person's plan", ask: (db) => findCurrentPlan(db, person), index: /plans_running/ },
  { what: "a manager's plans", ask: (db) => plansOfManager(db, person), index: /plans_of_manager/ },
  {
    what: "a plan's check-ins",
    ask: (db) => checkinsOf(db, plan),
    index: /autoindex_checkins_2|checkins_plan_id_milestone_key/,
  },
  {
    what: "some plans' check-ins",
    ask: (db) => checkinsOfPlans(db, ['P1', 'P3']),
    index: /autoindex_checkins_2|checkins_plan_id_milestone_key/,
  },
  { what: "a plan's goals", ask: (db) => goalsOf(db, plan), index: /autoindex_goals_1|goals_pkey/ },
  {
    what: "some people's leave",
    ask: (db) => leaveOf(db, { workspaceId: 'T1', ids: ['U1', 'U3'] }, '2026-11-30'),
    index: /leave_of_person/,
  },
  { what: "a check-in's latest message", ask: (db) => latestKeyOf(db, about), index: /deliveries_of_checkin/ },
  {
    what: "a check-in's latest answer",
    ask: (db) => findAnswer(db, checkin),
    index: /autoindex_answers_2|answers_checkin_id_version_key/,
    inOrder: true,
  },
  {
    what: 'what was done about a person',
    ask: (db) => auditedAbout(db, person, 20),
    index: /audit_log_about/,
    inOrder: true,
  },
  {
    what: 'the next page of the audit log',
    ask: (db) =>
      auditLog(db, 'T1', { id: 'E1', at: now, by_id: 'U1', action: 'set-goal', about_id: null, details: '{}' }),
    index: /audit_log_by_time/,
    inOrder: true,
  },
  {
    what: 'all of one KPI',
    ask: (db) => readingsOf(db, latencyOf, { since: undefined, from: '2026-01-01' }),
    index: /readings_of_person/,
  },
  {
    what: 'how much of one KPI there is',
    ask: (db) => countReadings(db, latencyOf, { since: undefined, to: '2026-12-01' }),
    index: /readings_of_person/,
  },
  {
    what: 'the latest readings of some KPIs',
    ask: (db) => latestReadings(db, person, { kpiIds: ['latency', 'drift'], each: 16, since: undefined }),
    index: /readings_of_person/,
  },
  {
    what: "the newest of a person's readings",
    ask: (db) => newestReadings(db, person, { since: new Date('2026-01-01T00:00:00Z'), limit: 20 }),
    index: /readings_of_person/,
  },
  {
    what: 'first readings',
    ask: (db) => firstReadings(db, person, { kpiIds: ['latency'], since: undefined }),
    index: /readings_of_person/,
  },
  {
    what: 'readings by their ids',
    ask: (db) => readingsById(db, person, ['R1', 'R3']),
    index: /autoindex_readings_1|readings_pkey|readings_of_person/,
  },
  {
    what: 'the targets of a person, and nobody else’s',
    ask: (db) => targetsFor(db, person, 'latency'),
    index: /targets_of_workspace.*person_id/s,
  },
  {
    what: 'the targets of some people, and nobody else’s',
    ask: (db) => targetsOfPeople(db, { workspaceId: 'T1', ids: ['U1', 'U3'] }),
    index: /targets_of_workspace.*person_id/s,
  },
  {
    what: 'what somebody keeps',
    ask: (db) => choicesOf(db, person),
    index: /autoindex_kpi_choices_1|kpi_choices_pkey/,
  },
  { what: 'prompts that are due', ask: (db) => duePrompts(db, now, 20), index: /prompts_due/, inOrder: true },
  {
    what: "a person's prompt",
    ask: (db) => findPrompt(db, person),
    index: /autoindex_prompts_1|prompts_pkey/,
  },
  { what: 'messages that are stuck', ask: countUnsettled, index: /deliveries_stuck/ },
  { what: 'old requests of Slack', ask: (db) => forgetAccepted(db, new Date(now)), index: /accepted_requests_by_age/ },
];

describe.each(databases)('with many plans on %s', (database) => {
  const kept: { store?: FreshStore } = {};
  beforeAll(async () => {
    kept.store = await freshStore(database);
    await storeManyPlans(kept.store.db);
  });
  afterAll(async () => kept.store?.[Symbol.asyncDispose]());

  test.each(hotQueries)('an index finds $what', async ({ ask, index, inOrder }) => {
    if (!kept.store) throw new Error('there is no store');
    const found = await queryPlan(kept.store.db, ask);
    expect(found).toMatch(index);
    expect(found).not.toMatch(/Seq Scan|SCAN (?!CONSTANT ROW|\d+ CONSTANT ROWS|latest|wanted|kpis)\w+\b(?! USING)/);
    if (inOrder) expect(found).not.toMatch(/Sort|TEMP B-TREE/);
  });
});
