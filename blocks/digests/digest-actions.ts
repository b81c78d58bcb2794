/** The buttons of a manager's digest. */
export const digestActions = {
  page: 'digest.page',
  remind: 'digest.remind',
  discussed: 'digest.discussed',
  /** Brings back what was just marked as discussed. */
  undo: 'digest.undo',
  settings: 'digest.settings',
} as const;

export const digestSettingsView = 'digest.settings';

/** What of a digest somebody looks at. */
export interface DigestPlace {
  /** From 1. */
  page: number;
  /** What has changed is told since then. */
  since: Date;
}

/** `2 2026-11-30T08:00:00.000Z` */
export const placeValue = ({ page, since }: DigestPlace): string => `${page} ${since.toISOString()}`;

/** Undefined for what none of our buttons carries. */
export function readPlace(value: string): DigestPlace | undefined {
  const [page = '', instant = ''] = value.split(' ');
  const since = readInstant(instant);
  return since && /^\d{1,4}$/.test(page) ? { page: Number(page), since } : undefined;
}

/** What a button about somebody carries. */
export interface PersonPlace extends DigestPlace {
  personId: string;
  /** As things stood when it was drawn; of an undo, what was marked then. */
  at: Date;
}

/** `2 2026-11-30T08:00:00.000Z U0BOB 2026-12-01T14:30:00.000Z` */
export const personPlaceValue = ({ personId, at, ...place }: PersonPlace): string =>
  `${placeValue(place)} ${personId} ${at.toISOString()}`;

/** Undefined for what none of our buttons carries. */
export function readPersonPlace(value: string): PersonPlace | undefined {
  const place = readPlace(value);
  const [, , personId = '', instant = ''] = value.split(' ');
  const at = readInstant(instant);
  return place && at && { ...place, personId, at };
}

function readInstant(text: string): Date | undefined {
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
