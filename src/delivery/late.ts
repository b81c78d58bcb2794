import type { Clock } from '../calendar/clock.ts';
import { lateMs, lateSendAt } from '../calendar/late-send.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { Delivery } from '../store/deliveries.ts';

export interface LateDeps {
  clock: Clock;
  calendarOf(workspaceId: string, personId: string): Promise<PersonCalendar>;
}

/** When a delivery may be sent that could be at `moment`: then, or when the recipient's working hours begin. */
export async function sendableAt({ calendarOf }: LateDeps, delivery: Delivery, moment: Date): Promise<Date> {
  const isLate = moment.getTime() - delivery.dueAt.getTime() > lateMs;
  if (delivery.timing === 'at-once' || !isLate) return moment;
  return lateSendAt(moment, await calendarOf(delivery.workspaceId, delivery.recipientId));
}
