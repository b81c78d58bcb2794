import { findHome } from '../kept/view-store.ts';
import { conversationsOf, type World } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { toPageMessage } from '../posting/post.ts';
import type { PagePerson, PageState } from '../protocol.ts';

/** All that a person's page shows when it opens. */
export async function readPageState(pieces: Pieces, personId: string): Promise<PageState> {
  const { world, manifest, messages, modals, time } = pieces;
  const conversations = conversationsOf(world, personId);
  const visible = await Promise.all(conversations.map(({ id }) => messages.visibleTo(personId, id)));
  return {
    workspace: { id: world.team.id, name: world.team.name },
    app: {
      id: world.app.id,
      name: manifest.name,
      botUserId: world.app.botUserId,
      commands: manifest.commands.map(({ command, description, usageHint }) => ({ command, description, usageHint })),
      shortcuts: manifest.shortcuts,
    },
    people: pagePeople(world),
    me: personId,
    conversations: conversations.map(({ id, kind, name }) => ({
      id,
      kind,
      name: kind === 'dm' ? manifest.botName : name,
    })),
    messages: visible.flat().map((message) => toPageMessage(pieces, message)),
    home: await findHome(pieces, personId),
    modals: modals.stackOf(personId),
    clock: time && (await time.read()),
  };
}

/** Everybody, as the page lists them. */
export function pagePeople({ people }: World): PagePerson[] {
  return [...people.values()].map(({ id, name, title, timeZone, kind }) => ({ id, name, title, timeZone, kind }));
}
