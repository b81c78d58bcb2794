import { toInstant } from '../calendar/instant.ts';
import { localInstant } from '../calendar/time-zone.ts';
import { findPerson, type PersonKey } from '../store/people.ts';
import { findPrompt, savePrompts } from '../store/prompts.ts';
import type { Trx } from '../store/tables.ts';

/** After a change of somebody's zone: they are asked at their own hour. Days off are seen on the day itself. */
export async function movePrompt(trx: Trx, key: PersonKey): Promise<void> {
  const prompt = await findPrompt(trx, key);
  const person = await findPerson(trx, key);
  if (!prompt || !person) return;
  const next_at = toInstant(localInstant(prompt.due_on, prompt.hour, person.time_zone));
  if (next_at !== prompt.next_at) await savePrompts(trx, [{ ...prompt, next_at }]);
}
