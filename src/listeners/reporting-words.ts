import { managerSet, reportingMessage } from '../../blocks/team/reporting.ts';
import { Refusal } from '../refusal.ts';
import { readReporting } from '../team/reporting.ts';
import { setManager } from '../team/set-manager.ts';
import { type Asked, readMention, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';
import { readTyped } from './read-typed.ts';

/** What is typed about who reports to whom. */
export const reportingWords: ReadonlyMap<string, WordRoute> = new Map([['manager', manager]]);

/** `manager`: one's own; `manager @joel`: his; `manager @joel @mira`, or `nobody` in her place, for admins: from now on. */
async function manager(asked: Asked, rest: string, { plans, guide }: Deps): Promise<void> {
  const { actor } = asked;
  const person = readMention(rest);
  if (!person && rest.startsWith('@')) throw new Refusal({ kind: 'bare-name', typed: rest });
  if (!person && rest !== '') return asked.answer(guide.answer(readTyped(asked.text))); // a question about the role
  const personId = person?.personId ?? actor.personId;
  const after = person?.after ?? '';
  if (after === '') return asked.answer(reportingMessage(await readReporting(plans, actor, personId), actor.personId));
  const named = readMention(after)?.personId;
  if (named === undefined && !/^(to|is)?\s*(nobody|no one|none)$/i.test(after))
    throw new Refusal({ kind: 'bare-name', typed: after });
  const isChanged = await setManager(plans, actor, { personId, managerId: named });
  await asked.answer(managerSet(await readReporting(plans, actor, personId), { readerId: actor.personId, isChanged }));
}
