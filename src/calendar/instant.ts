/**
 * A moment as it is stored, always UTC in this one form: `2026-11-30T09:00:00.000Z`.
 * SQLite compares texts, so two forms of the same moment would sort wrongly.
 */
export type Instant = string;

export function toInstant(moment: Date): Instant {
  return moment.toISOString();
}

/** @throws {RangeError} on any other form, even where `Date` would read it */
export function fromInstant(instant: Instant): Date {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== instant)
    throw new RangeError(`Expected an instant like 2026-11-30T09:00:00.000Z, got ${JSON.stringify(instant)}`);
  return moment;
}
