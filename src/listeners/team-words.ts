import { personPage } from '../../blocks/team/person-page.ts';
import { firstPlace } from '../../blocks/team/team-place.ts';
import { personOffer, teamMessage } from '../../blocks/team/team-table.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { Refusal } from '../refusal.ts';
import { type PersonPage, readPerson } from '../team/read-person.ts';
import { readTeam } from '../team/read-team.ts';
import { type Asked, openForm, readMention, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';
import { readTyped } from './read-typed.ts';

/** What is typed about those who report to whoever types it. */
export const teamWords: ReadonlyMap<string, WordRoute> = new Map([['team', showTeam]]);

/** `team`, or `team @person` for one of them; what else begins so is about the role. */
async function showTeam(asked: Asked, rest: string, { kpis, guide }: Deps): Promise<void> {
  const mention = readMention(rest);
  if (mention) return openPerson(asked, mention.personId, kpis);
  if (rest.startsWith('@')) throw new Refusal({ kind: 'bare-name', typed: rest });
  if (rest !== '') return asked.answer(guide.answer(readTyped(asked.text)));
  await asked.answer(teamMessage(await readTeam(kpis, asked.actor), firstPlace));
}

async function openPerson(asked: Asked, personId: string, kpis: KpiDeps): Promise<void> {
  const page = await getPerson(kpis, asked, personId);
  await openForm(
    asked,
    () => personPage(page),
    () => personOffer(personId),
  );
}

/** @throws {Refusal} they do not report to whoever asks */
async function getPerson(kpis: KpiDeps, { actor }: Asked, personId: string): Promise<PersonPage> {
  const page = await readPerson(kpis, actor, personId);
  if (!page) throw new Refusal({ kind: 'not-yours-to-see', personId });
  return page;
}
