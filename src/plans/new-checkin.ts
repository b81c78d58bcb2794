import { randomUUID } from 'node:crypto';
import type { Milestone } from '../calendar/milestone-dates.ts';
import type { Checkin } from '../store/checkins.ts';
import type { Times } from './schedule.ts';

/** A check-in that nobody was asked about yet. */
export const newCheckin = (
  plan: { id: string; workspace_id: string },
  times: Times & { milestone: Milestone },
): Checkin => ({
  id: randomUUID(),
  workspace_id: plan.workspace_id,
  plan_id: plan.id,
  asked_at: null,
  snoozed_until: null,
  answered_at: null,
  version: 0,
  answered_goals: null,
  ...times,
});
