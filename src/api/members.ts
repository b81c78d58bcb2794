import type { KpiDeps } from '../kpis/deps.ts';
import { type Person, peopleIn, savePerson } from '../store/people.ts';

/** Each of them is a question to Slack, while somebody waits. */
const mostLookedUp = 5;

/** Those of the people who are full members of the workspace; who is not known yet is looked up in Slack, a few at most. */
export async function membersOf(
  { db, directory, clock }: KpiDeps,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ members: ReadonlyMap<string, Person>; notLookedUp: ReadonlySet<string> }> {
  const known = ids.length > 0 ? await peopleIn(db, workspaceId, ids) : [];
  const knownIds = new Set(known.map(({ id }) => id));
  const unknown = ids.filter((id) => !knownIds.has(id));
  const asked = unknown.slice(0, mostLookedUp);
  await Promise.all(
    asked.map(async (personId) => {
      const profile = await directory.find(workspaceId, personId);
      if (profile) await savePerson(db, { workspaceId, personId }, { ...profile, at: clock.now() });
    }),
  );
  const added = asked.length > 0 ? await peopleIn(db, workspaceId, asked) : [];
  const members = [...known, ...added].filter(({ account }) => account === 'member');
  return {
    members: new Map(members.map((person) => [person.id, person])),
    notLookedUp: new Set(unknown.slice(mostLookedUp)),
  };
}
