import { isTimeZone } from '../../calendar/time-zone.ts';
import { sendUserChange } from '../bot/events.ts';
import { getPerson, type Person, savePeople } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { pagePeople } from './page-state.ts';

export type PersonChange = Partial<Pick<Person, 'kind' | 'timeZone'>>;

/**
 * Changes somebody's account, as they or an admin would in Slack: kept, shown in every page, and told to the bot as
 * `user_change` when its manifest subscribes to that.
 * @throws {SlackError} user_not_found
 * @throws {RangeError} no such time zone
 */
export async function changePerson(pieces: Pieces, id: string, change: PersonChange): Promise<void> {
  const before = getPerson(pieces.world, id);
  const { kind = before.kind, timeZone = before.timeZone } = change;
  if (!isTimeZone(timeZone)) throw new RangeError(`There is no time zone ${timeZone}.`);
  if (kind === before.kind && timeZone === before.timeZone) return;
  const updated = Math.floor(pieces.clock.now().getTime() / 1000);
  const person = { ...before, kind, timeZone, updated };
  await savePeople(pieces, [person]);
  pieces.pages.tell(pieces.world.people.keys(), { kind: 'people', people: pagePeople(pieces.world) });
  sendUserChange(pieces, person);
}
