import { personRows } from '../kept/seed.ts';
import { personOf, savePeople } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { PageAnswer } from '../protocol.ts';
import { problem } from './answers.ts';
import { readPageState } from './page-state.ts';

/** Back to the first day: nothing said, nothing shown, everybody as they were, and the bot begins anew. */
export async function startOver(pieces: Pieces): Promise<PageAnswer> {
  if (!pieces.time) return problem('This workspace cannot start over.');
  try {
    return await pieces.time.startOver(() => emptyWorkspace(pieces));
  } finally {
    for (const personId of pieces.world.people.keys()) {
      if (!pieces.pages.isOpen(personId)) continue;
      pieces.pages.tell([personId], { kind: 'state', state: await readPageState(pieces, personId) });
    }
  }
}

async function emptyWorkspace(pieces: Pieces): Promise<void> {
  const { db, messages, files, modals, triggers, responseUrls } = pieces;
  await messages.clear();
  await files.clear();
  await db.deleteFrom('homes').execute();
  await savePeople(pieces, personRows().map(personOf));
  modals.clearAll();
  triggers.clear();
  responseUrls.clear();
}
