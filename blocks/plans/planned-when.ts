import type { LocalDate } from '../../src/calendar/local-date.ts';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { PlannedMessage } from '../../src/plans/planned-messages.ts';
import { clockText, dayText } from '../dates.ts';

export interface TheirTime {
  /** The recipient's. */
  timeZone: string;
  today: LocalDate;
}

/** `on Wed 30 Dec at 09:00, if there is no answer by then`; a welcome has no hour, as it goes out with the start. */
export function whenText({ kind, at }: PlannedMessage, { timeZone, today }: TheirTime): string {
  if (kind === 'welcome') return 'at the start';
  const when = `on ${dayText(localDateOf(at, timeZone), today)} at ${clockText(at, timeZone)}`;
  return kind === 'remind-1' || kind === 'remind-2' ? `${when}, if there is no answer by then` : when;
}
