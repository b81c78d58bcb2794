/** Somebody in a workspace as one text, for passes that go by ids: Slack's have no slash. */
export const joinedId = (workspaceId: string, personId: string): string => `${workspaceId}/${personId}`;

/** The people of each workspace, always in the same order. @param ids as `joinedId` makes them */
export function byWorkspace(ids: readonly string[]): Map<string, string[]> {
  const people = new Map<string, string[]>();
  for (const id of [...ids].sort()) {
    const [workspaceId = '', personId = ''] = id.split('/');
    people.set(workspaceId, [...(people.get(workspaceId) ?? []), personId]);
  }
  return people;
}
