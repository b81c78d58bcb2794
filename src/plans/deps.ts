import type { Clock } from '../calendar/clock.ts';
import type { HolidayBook } from '../calendar/country-holidays.ts';
import type { Account, Db } from '../store/tables.ts';
import type { RoleGoals } from './role-goals.ts';

/** What the plans are given. */
export interface PlanDeps {
  db: Db;
  clock: Clock;
  role: RoleGoals;
  holidays: HolidayBook;
  directory: Directory;
  /** Something may be due now: called after a commit, never before. */
  wake(): void;
}

/** Slack's people. */
export interface Directory {
  /**
   * Asks Slack, each time. Undefined: there is no such person.
   * @throws {Refusal} `slack-does-not-answer`: whether there is one cannot be told
   */
  find(workspaceId: string, personId: string): Promise<Profile | undefined>;
  /** @throws {Refusal} `slack-does-not-answer` */
  admins(workspaceId: string): Promise<string[]>;
}

/** As Slack tells it. */
export interface SeenProfile extends Omit<Profile, 'timeZone'> {
  /** Undefined: it tells none, or one that this machine does not know. */
  timeZone: string | undefined;
}

export interface Profile {
  /** IANA name that this machine knows: the one before, or UTC, where Slack tells none such. */
  timeZone: string;
  account: Account;
  /** An admin or owner of the workspace. */
  isAdmin: boolean;
}
