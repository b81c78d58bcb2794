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
  /**
   * As long as the person is known here: what they set, and what counts now. The marks of what was discussed are such,
   * too: without one, its point would be brought up again.
   */
  | 'settings'
  /** With the plan: it goes when that is deleted, also so many months after its end. */
  | 'plan'
  /**
   * So many months of its own age, where the workspace says so. A reading counts from when it was recorded; a target for
   * one person goes once another has counted in its place for as long.
   */
  | 'readings'
  | 'notes'
  /** From when it was sent, refused or dropped, news of others for a week at most; what is still to be settled stays. */
  | 'outbox'
  | 'audit'
  /** Seven days. */
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

/** All of them. */
export type PersonalData = { readonly [Table in PersonalTable]: TableOfPersonalData<keyof AllTables[Table] & string> };

export const personal = (readers: Readers): PersonalColumn => ({ holds: 'personal', readers });
export const personId = (readers: Readers): PersonalColumn => ({ holds: 'person-id', readers });
export const impersonal = (because: string): PersonalColumn => ({ holds: 'nothing-personal', because });

export const workspace = impersonal("Slack's id of the workspace");
export const made = impersonal('an id made here, which says nothing by itself');
export const counter = impersonal('counts changes');
export const ofWorkspace = impersonal('counts for everybody in the workspace');
export const running = personal('operator');
export const shared = personal('manager-and-admins');
export const sharedId = personId('manager-and-admins');

export const viaPlan: PathToPerson = { column: 'plan_id', in: 'plans' };
export const viaCheckin: PathToPerson = { column: 'checkin_id', in: 'checkins' };
