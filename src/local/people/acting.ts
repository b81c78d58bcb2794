import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { PageAnswer } from '../protocol.ts';
import { problem } from './answers.ts';

/** Does what the page asks as the person that it names, while their account is open. */
export async function actingAs(
  { world }: Pieces,
  personId: string,
  act: (person: Person) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const person = world.people.get(personId);
  if (!person) return problem('There is no such person here. Reload the page.');
  if (person.kind === 'deactivated') return problem(`${person.name}'s account is deactivated. Pick somebody else.`);
  return act(person);
}
