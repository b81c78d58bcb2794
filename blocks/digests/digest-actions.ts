import type { Seen } from '../../src/team/discussed.ts';
import { readSeen, seenValue } from '../team/one-to-one-actions.ts';

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
  const since = new Date(instant);
  if (!/^\d{1,4}$/.test(page) || Number.isNaN(since.getTime())) return undefined;
  return { page: Number(page), since };
}

/** What a button about somebody carries. */
export type PersonPlace = DigestPlace & Seen;

/** `2 2026-11-30T08:00:00.000Z U0BOB 2026-12-01T14:30:00.000Z` */
export const personPlaceValue = (place: PersonPlace): string => `${placeValue(place)} ${seenValue(place)}`;

/** Undefined for what none of our buttons carries. */
export function readPersonPlace(value: string): PersonPlace | undefined {
  const [, carried = '', about = ''] = /^(\S+ \S+) (.+)$/.exec(value) ?? [];
  const [place, seen] = [readPlace(carried), readSeen(about)];
  return place && seen && { ...place, ...seen };
}
