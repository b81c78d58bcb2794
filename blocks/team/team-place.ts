import { teamStatuses } from '../../src/team/team.ts';
import type { TeamFilter } from './member-text.ts';

export const teamFilters = ['everybody', ...teamStatuses] as const satisfies readonly TeamFilter[];

/** What of a team somebody looks at. */
export interface TeamPlace {
  filter: TeamFilter;
  /** From 1. */
  page: number;
}

export const firstPlace: TeamPlace = { filter: 'everybody', page: 1 };

/** `blocked 2` */
export const placeValue = ({ filter, page }: TeamPlace): string => `${filter} ${page}`;

/** What a button or an option carries; everybody, from the first page on, for what none of ours does any more. */
export function readTeamPlace(value: string): TeamPlace {
  const [name = '', number = ''] = value.split(' ');
  const filter = teamFilters.find((one) => one === name);
  return filter && /^[1-9]\d{0,3}$/.test(number) ? { filter, page: Number(number) } : firstPlace;
}
