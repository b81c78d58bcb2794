import { fromInstant, toInstant } from '../calendar/instant.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { DigestRow } from '../store/digests.ts';
import { type DigestTime, type Had, nextDigest } from './digest-times.ts';

/** The digest of a manager that is due, or else their next one, as they have set it. */
export const nextOf = (row: DigestRow, { calendar, now }: { calendar: PersonCalendar; now: Date }): DigestTime =>
  nextDigest(row, { calendar, now, had: hadBy(row) });

function hadBy({ owed_from, last_week, last_at }: DigestRow): Had {
  return {
    owedFrom: owed_from ?? undefined,
    last: last_week === null || last_at === null ? undefined : { week: last_week, at: fromInstant(last_at) },
  };
}

/** What is stored of when it comes. A week that was to have one is still owed it, however the settings change: switched on again after its time, it comes at once. */
export function planned({ owed_from }: DigestRow, { week, at }: DigestTime): Pick<DigestRow, 'owed_from' | 'next_at'> {
  return { owed_from: owed_from !== null && owed_from < week ? owed_from : week, next_at: toInstant(at) };
}

/** And once the digest of a week was planned. */
export const afterSending = (week: LocalDate, now: Date): Pick<DigestRow, 'owed_from' | 'last_week' | 'last_at'> => ({
  owed_from: addDays(week, 7),
  last_week: week,
  last_at: toInstant(now),
});
