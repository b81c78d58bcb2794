import type { AnyBlock } from '@slack/types';
import type { Place } from '../bot/payloads.ts';
import { findHome } from '../kept/view-store.ts';
import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { canSee } from '../posting/post.ts';
import { problem, type RequestOf } from './answers.ts';

export const stale = problem('That has changed in the meantime. Have another look.');

/** Where an element stands, while it is there and its person can see it. */
export async function findPlace(
  pieces: Pieces,
  person: Person,
  source: RequestOf<'action'>['source'],
): Promise<Place | undefined> {
  if (source.kind === 'view') {
    const modal = pieces.modals.stackOf(person.id).find(({ id }) => id === source.viewId);
    const view = modal ?? (await findHome(pieces, person.id));
    return view?.id === source.viewId ? { kind: 'view', view } : undefined;
  }
  const conversation = pieces.world.conversations.get(source.conversation);
  const message = await pieces.messages.find(source.conversation, source.ts);
  if (!conversation || !message || !canSee(conversation, message, person.id)) return undefined;
  return { kind: 'message', message, conversation };
}

export function blocksAt(place: Place): readonly AnyBlock[] {
  return place.kind === 'message' ? place.message.blocks : place.view.blocks;
}
