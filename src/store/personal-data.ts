import type { Instant } from '../calendar/instant.ts';
import type { Tables } from './tables.ts';

/** Who may read it, beside whoever runs the bot and has the database. */
export type Readers =
  /** The person it is about, in whatever they ask for. */
  | 'person'
  /** That person alone, in no export or answer to anybody else: 'only for me', and what may hold such. */
  | 'only-me'
  /** Them, their manager (from the day that they became that) and workspace admins. */
  | 'manager-and-admins'
  /** Them and workspace admins. */
  | 'person-and-admins'
  /** Nobody in Slack: it is what the bot runs on. */
  | 'operator';

/** How long it is kept, as one thing with whatever is kept the same way. */
export type Retention =
  /** As long as the workspace has the bot. */
  | 'workspace'
  /** As long as the person is known here. */
  | 'settings'
  /** With the plan: it goes when that is deleted. */
  | 'plan'
  | 'outbox'
  | 'audit'
  | 'request'
  | 'schema';

export type PersonalColumn =
  /** About the person that the row is about. */
  | { holds: 'personal'; readers: Readers }
  /** Slack's id of a person, be it another one than the row is about: that row is about them as well. */
  | { holds: 'person-id'; readers: Readers }
  | { holds: 'nothing-personal'; because: string };

/** A way from a row to a person: a column with their id, or with the id of a row of another table that has one. */
export interface PathToPerson {
  column: string;
  /** Its table; undefined where the column is the person's id. */
  in?: PersonalTable;
}

interface AllTables extends Tables {
  migrations: { number: number; name: string; applied_at: Instant };
}

export type PersonalTable = keyof AllTables;

export interface TableOfPersonalData<Column extends string = string> {
  /** The people whose data a row is, the one first that it is about; none where it is nobody's. */
  whose: readonly PathToPerson[];
  kept: Retention;
  columns: Readonly<Record<Column, PersonalColumn>>;
}

type PersonalData = { readonly [Table in PersonalTable]: TableOfPersonalData<keyof AllTables[Table] & string> };

const personal = (readers: Readers): PersonalColumn => ({ holds: 'personal', readers });
const personId = (readers: Readers): PersonalColumn => ({ holds: 'person-id', readers });
const impersonal = (because: string): PersonalColumn => ({ holds: 'nothing-personal', because });

const workspace = impersonal("Slack's id of the workspace");
const made = impersonal('an id made here, which says nothing by itself');
const counter = impersonal('counts changes');
const ofWorkspace = impersonal('counts for everybody in the workspace');
const running = personal('operator');
const shared = personal('manager-and-admins');
const sharedId = personId('manager-and-admins');

const viaPlan: PathToPerson = { column: 'plan_id', in: 'plans' };
const viaCheckin: PathToPerson = { column: 'checkin_id', in: 'checkins' };

/**
 * Every table and column, and what it holds of people: the one list that exports, erasure and retention go by. What is
 * missing from it does not compile, and a test compares it with the tables as they are in both databases.
 */
export const personalData: PersonalData = {
  workspaces: { whose: [], kept: 'workspace', columns: { id: workspace, workdays: ofWorkspace, country: ofWorkspace } },
  holidays: {
    whose: [],
    kept: 'workspace',
    columns: { workspace_id: workspace, holiday_on: ofWorkspace, name: ofWorkspace },
  },
  people: {
    whose: [{ column: 'id' }],
    kept: 'settings',
    columns: {
      workspace_id: workspace,
      id: sharedId,
      time_zone: shared,
      account: shared,
      channel: running,
      hour: shared,
      workdays: shared,
      country: shared,
      looked_up_at: running,
    },
  },
  leave: {
    whose: [{ column: 'person_id' }, { column: 'set_by' }],
    kept: 'settings',
    columns: {
      id: made,
      workspace_id: workspace,
      person_id: sharedId,
      from_on: shared,
      to_on: shared,
      set_by: sharedId,
      set_at: shared,
    },
  },
  plans: {
    whose: [{ column: 'person_id' }, { column: 'manager_id' }, { column: 'created_by' }],
    kept: 'plan',
    columns: {
      id: made,
      workspace_id: workspace,
      person_id: sharedId,
      manager_id: sharedId,
      manager_since: shared,
      role_id: shared,
      starts_on: shared,
      shifted_days: shared,
      milestones: shared,
      state: shared,
      paused_on: shared,
      paused_until: shared,
      next_at: running,
      attention: shared,
      attention_since: shared,
      attention_error: shared,
      attention_told_at: running,
      created_by: sharedId,
      created_at: shared,
      ended_at: shared,
    },
  },
  checkins: {
    whose: [viaPlan],
    kept: 'plan',
    columns: {
      id: made,
      workspace_id: workspace,
      plan_id: made,
      milestone: shared,
      falls_on: shared,
      due_on: shared,
      state: shared,
      next_step: running,
      next_at: running,
      asked_at: shared,
      answered_at: shared,
      version: counter,
      answered_goals: shared,
    },
  },
  goals: {
    whose: [viaPlan, { column: 'changed_by' }],
    kept: 'plan',
    columns: {
      workspace_id: workspace,
      plan_id: made,
      goal_id: shared,
      milestone: shared,
      title: shared,
      state: shared,
      evidence: shared,
      evidence_at: shared,
      changed_at: shared,
      changed_by: sharedId,
      version: counter,
    },
  },
  goal_changes: {
    whose: [viaPlan, { column: 'changed_by' }],
    kept: 'plan',
    columns: {
      id: made,
      workspace_id: workspace,
      plan_id: made,
      goal_id: shared,
      milestone: shared,
      title: shared,
      state: shared,
      evidence: shared,
      changed_at: shared,
      changed_by: sharedId,
    },
  },
  answers: {
    whose: [viaCheckin, { column: 'saved_by' }],
    kept: 'plan',
    columns: {
      id: made,
      workspace_id: workspace,
      checkin_id: made,
      version: counter,
      saved_at: shared,
      saved_by: sharedId,
      went_well: shared,
      blocker_kind: shared,
      blocker: shared,
      help: shared,
      help_from: shared,
      confidence: shared,
    },
  },
  private_notes: {
    whose: [{ column: 'person_id' }, viaCheckin],
    kept: 'plan',
    columns: {
      workspace_id: workspace,
      checkin_id: made,
      person_id: personId('only-me'),
      note: personal('only-me'),
      saved_at: personal('only-me'),
    },
  },
  drafts: {
    whose: [{ column: 'person_id' }, viaCheckin],
    kept: 'plan',
    columns: {
      workspace_id: workspace,
      person_id: personId('only-me'),
      checkin_id: made,
      content: personal('only-me'),
      typed_at: personal('only-me'),
    },
  },
  deliveries: {
    whose: [{ column: 'recipient_id' }, viaPlan, viaCheckin],
    kept: 'outbox',
    columns: {
      id: made,
      workspace_id: workspace,
      key: running,
      kind: personal('person'),
      priority: impersonal('follows from the kind'),
      recipient_id: personId('person'),
      plan_id: made,
      checkin_id: made,
      details: personal('person'),
      timing: impersonal('follows from the kind'),
      due_at: running,
      state: running,
      owner: impersonal('which process sends it'),
      lease_until: impersonal('until when that process may'),
      attempts: impersonal('counts them'),
      channel: running,
      ts: running,
      error: running,
      created_at: running,
      settled_at: personal('person'),
    },
  },
  accepted_requests: {
    whose: [],
    kept: 'request',
    columns: {
      workspace_id: workspace,
      key: impersonal("Slack's id of a request, and a digest that nothing can be read from"),
      accepted_at: impersonal('says nothing without the request'),
    },
  },
  audit_log: {
    whose: [{ column: 'about_id' }, { column: 'by_id' }],
    kept: 'audit',
    columns: {
      id: made,
      workspace_id: workspace,
      at: personal('person-and-admins'),
      by_id: personId('person-and-admins'),
      action: personal('person-and-admins'),
      about_id: personId('person-and-admins'),
      details: personal('person-and-admins'),
    },
  },
  migrations: {
    whose: [],
    kept: 'schema',
    columns: {
      number: impersonal('of the database itself'),
      name: impersonal('of the database itself'),
      applied_at: impersonal('of the database itself'),
    },
  },
};
