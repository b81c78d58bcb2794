import { z } from 'zod';
import { fileForBot } from '../bot/file-addresses.ts';
import { MOST_FILE_BYTES } from '../checks/file-check.ts';
import { SlackError } from '../checks/slack-error.ts';
import { type Conversation, findConversation } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { messageContent } from '../posting/message-content.ts';
import { post } from '../posting/post.ts';
import { count, json, type Method, method, requireScope } from './call.ts';

const toComplete = json.pipe(z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1));

export const fileMethods: [string, Method][] = [
  [
    'files.info',
    method(z.looseObject({ file: z.string() }), async (pieces, { file: id }) => {
      requireScope(pieces, 'files:read');
      const found = await pieces.files.find(id);
      if (!found) throw new SlackError('file_not_found');
      return { file: fileForBot(pieces, found.file), comments: [], response_metadata: { next_cursor: '' } };
    }),
  ],
  [
    'files.getUploadURLExternal',
    method(
      z.looseObject({ filename: z.string().min(1), length: count }),
      async (pieces, { filename: name, length: size }) => {
        requireScope(pieces, 'files:write');
        if (size < 1) throw new SlackError('missing_argument');
        if (size > MOST_FILE_BYTES) throw new SlackError('file_upload_size_restricted');
        const { id, key } = pieces.files.announce({ name, size });
        return { upload_url: `${pieces.baseUrl()}/local/upload/${key}`, file_id: id };
      },
    ),
  ],
  [
    'files.completeUploadExternal',
    method(
      z.looseObject({
        files: toComplete,
        channel_id: z.string().optional(),
        channels: z.string().optional(),
        initial_comment: z.string().optional(),
        blocks: z.unknown().optional(),
        thread_ts: z.string().optional(),
      }),
      async (pieces, args) => {
        requireScope(pieces, 'files:write');
        const conversations = placesOf(pieces, args);
        const said = commentOf(args);
        const files = await pieces.files.complete(pieces.world.app.botUserId, args.files);
        for (const { id: conversationId } of conversations) {
          const authorId = pieces.world.app.botUserId;
          await post(pieces, {
            ...said,
            files,
            conversationId,
            authorId,
            threadTs: args.thread_ts ?? null,
            ephemeralTo: null,
          });
        }
        return { files: files.map((file) => fileForBot(pieces, file)) };
      },
    ),
  ],
];

interface Sharing {
  channel_id?: string | undefined;
  channels?: string | undefined;
  initial_comment?: string | undefined;
  blocks?: unknown;
}

/** Where the files are shared: nowhere, in `channel_id`, or in each of `channels`, where a person's id means their direct message. */
function placesOf(pieces: Pieces, { channel_id: one, channels: several }: Sharing): Conversation[] {
  const { world } = pieces;
  const direct = one ? [world.conversations.get(one)] : [];
  const listed = (several ?? '').split(',').filter((id) => id !== '');
  return [...direct, ...listed.map((id) => findConversation(world, id))].map((conversation) => {
    if (!conversation) throw new SlackError('invalid_channel');
    if (!conversation.members.has(world.app.botUserId)) throw new SlackError('posting_to_channel_denied');
    return conversation;
  });
}

/** With both, Slack looks at the comment alone. */
function commentOf({ initial_comment: text = '', blocks }: Sharing) {
  const isPlain = text !== '' || blocks === undefined;
  if (isPlain && text === '') return { text, blocks: [], metadata: null };
  return messageContent(isPlain ? { text } : { blocks });
}
