import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { areBlocksTooLong, checkMessageBlocks } from '../checks/block-check.ts';
import { isLongerThan } from '../checks/block-rules/shape.ts';
import { fromJson } from '../checks/json.ts';
import { refusalWith, SlackError } from '../checks/slack-error.ts';
import { withIds } from '../kept/ids.ts';
import type { Change } from '../kept/messages.ts';

const MOST_CHARACTERS_OF_TEXT = 40_000;

/** The fields of a message, however they come: in a form they are JSON in a string. */
interface MessageFields {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  metadata?: unknown;
}

const metadata = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });

/**
 * What Slack would store of a message.
 * @throws {SlackError} no_text, msg_too_long, invalid_blocks, msg_blocks_too_long, …
 */
export function messageContent(fields: MessageFields): Change {
  const { text = '' } = fields;
  const blocks = requireBlocks(fields.blocks);
  if (!isEmptyList(fields.attachments)) {
    const problem = 'the local workspace does not draw attachments: use blocks';
    throw refusalWith('invalid_attachments', [{ pointer: '/attachments', problem }]);
  }
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  if (isLongerThan(text, MOST_CHARACTERS_OF_TEXT)) throw new SlackError('msg_too_long');
  return { text, blocks, metadata: requireMetadata(fields.metadata) };
}

function requireBlocks(given: unknown): KnownBlock[] {
  const blocks = fromJson(given, 'invalid_blocks_format') ?? [];
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  if (areBlocksTooLong(blocks)) throw new SlackError('msg_blocks_too_long');
  if (areBlocks(blocks)) return withIds(blocks);
  throw refusalWith('invalid_blocks', checkMessageBlocks(blocks));
}

function areBlocks(blocks: unknown): blocks is KnownBlock[] {
  return checkMessageBlocks(blocks).length === 0;
}

function requireMetadata(given: unknown): Change['metadata'] {
  const value = fromJson(given, 'invalid_metadata_format');
  if (value === undefined || value === null || value === '') return null;
  const parsed = metadata.safeParse(value);
  if (!parsed.success) throw new SlackError('invalid_metadata_format');
  return parsed.data;
}

function isEmptyList(given: unknown): boolean {
  const value = fromJson(given, 'invalid_attachments');
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
