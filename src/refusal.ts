import type { LocalDate } from './calendar/local-date.ts';
import type { EntryProblem } from './kpis/read-entry.ts';
import type { Unit } from './kpis/units.ts';

/** Why something was not done that a person can mend: a sentence for each is in `blocks/refusal.ts`. */
export type RefusalReason =
  | { kind: 'bare-name'; typed: string }
  | { kind: 'two-named' }
  | { kind: 'no-such-person'; personId: string }
  | { kind: 'is-bot'; personId: string }
  | { kind: 'deactivated'; personId: string }
  | { kind: 'guest'; personId: string }
  | { kind: 'no-date'; typed: string }
  | { kind: 'start-too-late'; startsOn: LocalDate; latest: LocalDate }
  | { kind: 'start-too-early'; startsOn: LocalDate; earliest: LocalDate }
  | { kind: 'plan-running'; personId: string; planId: string }
  | { kind: 'own-manager'; personId: string }
  | { kind: 'may-not-name-manager' }
  /** For whoever may not know which: they have a plan, or a manager, or both. */
  | { kind: 'not-yours-to-start'; personId: string }
  | { kind: 'needs-manager' }
  | { kind: 'plan-needs-manager'; personId: string }
  /** A plan that stands still for want of one. */
  | { kind: 'manager-missing'; personId: string }
  /** They report to another than the one of whom they speak; undefined: to nobody. */
  | { kind: 'other-line'; managerId: string | undefined }
  | { kind: 'no-milestones' }
  | { kind: 'no-plan'; personId: string }
  /** For whoever has no right to see, whether there is one or not. */
  | { kind: 'not-yours-to-see'; personId: string }
  | { kind: 'not-yours-to-change'; personId: string }
  | { kind: 'not-yours-to-delete'; personId: string }
  | { kind: 'theirs-alone'; personId: string }
  | { kind: 'plan-paused'; personId: string; until: LocalDate | undefined }
  | { kind: 'not-paused'; personId: string }
  | { kind: 'plan-ended'; personId: string }
  /** Of somebody who has another one by now, which whoever asks may see. */
  | { kind: 'earlier-plan'; personId: string }
  | { kind: 'gone' }
  | { kind: 'no-room' }
  | { kind: 'changed-meanwhile' }
  | { kind: 'already-answered' }
  | { kind: 'something-recorded'; personId: string }
  | { kind: 'ends-before-it-starts'; from: LocalDate; to: LocalDate }
  | { kind: 'date-is-past'; on: LocalDate }
  | { kind: 'too-far-ahead'; on: LocalDate; latest: LocalDate }
  | { kind: 'no-workdays' }
  | { kind: 'no-such-country'; code: string }
  | { kind: 'unreadable-line'; line: string }
  | { kind: 'no-such-kpi'; typed: string }
  | { kind: 'unreadable-value'; problem: EntryProblem; kpi: { title: string; unit: Unit } }
  | { kind: 'target-is-managers' }
  | { kind: 'at-risk-is-better'; kpiTitle: string }
  | { kind: 'other-currency'; typed: string; before: string }
  | { kind: 'admins-only' }
  | { kind: 'slack-does-not-answer'; personId: string };

/** Something that was asked for and is not done, and nothing was stored. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason.kind);
    this.reason = reason;
  }
}
