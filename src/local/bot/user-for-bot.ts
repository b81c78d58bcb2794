import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';

/** A person as `users.info` and the event `user_change` show them. */
export function userForBot({ world, clock }: Pick<Pieces, 'world' | 'clock'>, person: Person): Record<string, unknown> {
  const { id, handle, name, title, timeZone, kind } = person;
  const isAdmin = kind === 'admin';
  const shared = {
    id,
    team_id: world.team.id,
    name: handle,
    deleted: kind === 'deactivated',
    profile: { title, real_name: name, display_name: name, real_name_normalized: name, display_name_normalized: name },
    is_bot: false,
    is_app_user: false,
    updated: person.updated,
  };
  // of a deactivated person Slack tells neither the zone nor the rights
  if (kind === 'deactivated') return shared;
  return {
    ...shared,
    real_name: name,
    tz: timeZone,
    tz_label: zoneName(timeZone, clock.now(), 'long'),
    tz_offset: offsetSeconds(timeZone, clock.now()),
    is_admin: isAdmin,
    is_owner: isAdmin,
    is_primary_owner: isAdmin,
    is_restricted: kind === 'guest',
    is_ultra_restricted: false,
  };
}

/** `GMT+05:30` and the like, as seconds. */
function offsetSeconds(timeZone: string, now: Date): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(zoneName(timeZone, now, 'longOffset')) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
}

function zoneName(timeZone: string, now: Date, style: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: style }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
