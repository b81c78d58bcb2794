import type { Milestone } from '../calendar/milestone-dates.ts';

/** A message that a plan will send, as its preview lists it. */
export interface PlannedMessage {
  kind: 'welcome' | 'heads-up' | 'checkin' | 'remind-1' | 'remind-2';
  milestone: Milestone | undefined;
  at: Date;
  recipientId: string;
}
