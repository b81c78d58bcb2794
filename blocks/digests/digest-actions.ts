/** The buttons of a manager's digest. */
export const digestActions = {
  page: 'digest.page',
  remind: 'digest.remind',
  discussed: 'digest.discussed',
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

/** `2 2026-11-30T08:00:00.000Z`, and a person where a button is about one. */
export const placeValue = ({ page, since }: DigestPlace, personId = ''): string =>
  `${page} ${since.toISOString()} ${personId}`.trim();

/** Undefined for what none of our buttons carries. */
export function readPlace(value: string): (DigestPlace & { personId: string }) | undefined {
  const [page = '', instant = '', personId = ''] = value.split(' ');
  const since = new Date(instant);
  if (!/^\d{1,4}$/.test(page) || Number.isNaN(since.getTime())) return undefined;
  return { page: Number(page), since, personId };
}
