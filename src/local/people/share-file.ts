import { problemWithFile } from '../checks/file-check.ts';
import type { Pieces } from '../pieces.ts';
import { post } from '../posting/post.ts';
import type { PageAnswer, ShareRequest } from '../protocol.ts';
import { actingAs } from './acting.ts';
import { done, problem } from './answers.ts';
import type { TypedText } from './mentions.ts';

/** A file that a person shares with the app in their direct message, with what they wrote beside it. */
export async function shareFile(
  pieces: Pieces,
  typed: TypedText,
  { person: personId, conversation: id, text }: ShareRequest,
  file: { name: string; content: Buffer },
): Promise<PageAnswer> {
  return actingAs(pieces, personId, async (person) => {
    const conversation = pieces.world.conversations.get(id);
    if (!conversation?.members.has(person.id)) return problem('You are not in that conversation.');
    if (conversation.kind !== 'dm') {
      return problem(`Files are shared in the direct message with ${pieces.manifest.botName} here.`);
    }
    if (!pieces.manifest.takesMessages) return problem('Sending messages to this app has been turned off.');
    const refused = problemWithFile({ name: file.name, size: file.content.length });
    if (refused) return problem(refused);
    await post(pieces, {
      conversationId: id,
      threadTs: null,
      authorId: person.id,
      text: typed.inMessage(text.trim()),
      blocks: [],
      metadata: null,
      files: [await pieces.files.add({ userId: person.id, ...file })],
      ephemeralTo: null,
    });
    return done;
  });
}
