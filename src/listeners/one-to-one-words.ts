import { oneToOneModal, oneToOneOffer } from '../../blocks/team/one-to-one.ts';
import { oneToOnesMessage } from '../../blocks/team/one-to-ones.ts';
import { Refusal } from '../refusal.ts';
import { readOneToOne, readOneToOnes, readSharedWithMe } from '../team/one-to-one.ts';
import { type Asked, openForm, readMention, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';

/** What is typed about one-to-ones, by whichever of their names. */
export const oneToOneWords: ReadonlyMap<string, WordRoute> = new Map(
  ['one-to-one', 'one-on-one', '1:1', '1-1'].map((word) => [word, showOneToOne]),
);

/** `one-to-one [@person]`: with somebody, or all of one's own. */
async function showOneToOne(asked: Asked, rest: string, { kpis }: Deps): Promise<void> {
  const { actor } = asked;
  const personId = readMention(rest)?.personId;
  if (personId === undefined && rest.trim() !== '') throw new Refusal({ kind: 'bare-name', typed: rest.trim() });
  if (personId === undefined || personId === actor.personId) {
    const [people, shared] = [await readOneToOnes(kpis, actor), await readSharedWithMe(kpis, actor)];
    return asked.answer(oneToOnesMessage({ people, shared }));
  }
  const oneToOne = await readOneToOne(kpis, actor, personId);
  await openForm(
    asked,
    () => oneToOneModal({ oneToOne }),
    () => oneToOneOffer(personId),
  );
}
