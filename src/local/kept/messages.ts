import type { KnownBlock } from '@slack/types';
import type { Selectable } from 'kysely';
import type { Clock } from '../../calendar/clock.ts';
import type { LocalDb, MessageRow } from './database.ts';
import type { SharedFile } from './files.ts';

interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

export interface Message {
  conversationId: string;
  ts: string;
  threadTs: string | null;
  authorId: string;
  text: string;
  blocks: KnownBlock[];
  metadata: Metadata | null;
  files: SharedFile[];
  /** The one person who sees it; null when everyone in the conversation does. */
  ephemeralTo: string | null;
  edited: boolean;
}

export type NewMessage = Omit<Message, 'ts' | 'edited' | 'files'> & { files?: SharedFile[] };
export type Change = Pick<Message, 'text' | 'blocks' | 'metadata'>;

interface HistoryRange {
  conversationId: string;
  oldest: string;
  latest: string;
  limit: number;
}

export interface Messages {
  add(message: NewMessage): Promise<Message>;
  change(message: Message, change: Change): Promise<Message>;
  remove(message: Message): Promise<void>;
  find(conversationId: string, ts: string): Promise<Message | undefined>;
  /** Newest first, `oldest` and `latest` excluded; neither ephemeral ones nor the answers in a thread. */
  history(range: HistoryRange): Promise<Message[]>;
  /** The latest in a conversation that a person may see, oldest first. */
  visibleTo(personId: string, conversationId: string): Promise<Message[]>;
  /** The latest `ts` that was given. */
  latestTs(): string;
  /** How many messages of `authorId` that are no ephemeral ones came after `ts`, by conversation. */
  countAfter(ts: string, authorId: string): Promise<{ conversationId: string; count: number }[]>;
  /** Forgets them all; the next `ts` may be an earlier one than was given before. */
  clear(): Promise<void>;
}

const SHOWN_AT_FIRST = 200;

/** The messages of the workspace, in its database. */
export async function openMessages({ db, clock }: { db: LocalDb; clock: Clock }): Promise<Messages> {
  const stamps = await startStamps({ db, clock });
  const from = () => db.selectFrom('messages').selectAll();
  const where = ({ conversationId, ts }: Message) => ({ conversation_id: conversationId, ts });
  return {
    async add(draft) {
      const message = { files: [], ...draft, ts: stamps.next(), edited: false };
      await db.insertInto('messages').values(toRow(message)).execute();
      return message;
    },
    async change(message, change) {
      // Slack marks a text that changed as edited, not a message of blocks
      const changed = { ...message, ...change, edited: change.blocks.length === 0 || message.edited };
      const { text, blocks, metadata, edited } = toRow(changed);
      await db
        .updateTable('messages')
        .set({ text, blocks, metadata, edited })
        .where((eb) => eb.and(where(message)))
        .execute();
      return changed;
    },
    async remove(message) {
      await db
        .deleteFrom('messages')
        .where((eb) => eb.and(where(message)))
        .execute();
    },
    async find(conversationId, ts) {
      const row = await from().where('conversation_id', '=', conversationId).where('ts', '=', ts).executeTakeFirst();
      return row && fromRow(row);
    },
    async history({ conversationId, oldest, latest, limit }) {
      const rows = await from()
        .where('conversation_id', '=', conversationId)
        .where('ts', '>', oldest)
        .where('ts', '<', latest)
        .where('ephemeral_to', 'is', null)
        .where((eb) => eb.or([eb('thread_ts', 'is', null), eb('thread_ts', '=', eb.ref('ts'))]))
        .orderBy('ts', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    async visibleTo(personId, conversationId) {
      const rows = await from()
        .where('conversation_id', '=', conversationId)
        .where((eb) => eb.or([eb('ephemeral_to', 'is', null), eb('ephemeral_to', '=', personId)]))
        .orderBy('ts', 'desc')
        .limit(SHOWN_AT_FIRST)
        .execute();
      return rows.reverse().map(fromRow);
    },
    latestTs: stamps.latest,
    countAfter: (ts, authorId) =>
      db
        .selectFrom('messages')
        .select((eb) => ['conversation_id as conversationId', eb.fn.countAll<number>().as('count')])
        .where('ts', '>', ts)
        .where('author_id', '=', authorId)
        .where('ephemeral_to', 'is', null)
        .groupBy('conversation_id')
        .orderBy((eb) => eb.fn.min('ts'))
        .execute(),
    async clear() {
      await db.deleteFrom('messages').execute();
      stamps.restart();
    },
  };
}

interface Stamps {
  next(): string;
  latest(): string;
  restart(): void;
}

/** Gives each message a `ts` of its own, later than all before, even when the clock stands still or is set back. */
async function startStamps({ db, clock }: { db: LocalDb; clock: Clock }): Promise<Stamps> {
  const { latest } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.max('ts').as('latest'))
    .executeTakeFirstOrThrow();
  const state = { microseconds: latest ? Number(latest.replace('.', '')) : 0 };
  const latestTs = (): string => {
    const digits = String(state.microseconds).padStart(16, '0');
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  };
  return {
    next() {
      state.microseconds = Math.max(clock.now().getTime() * 1000, state.microseconds + 100);
      return latestTs();
    },
    latest: latestTs,
    restart() {
      state.microseconds = 0;
    },
  };
}

function toRow(message: Message): MessageRow {
  return {
    conversation_id: message.conversationId,
    ts: message.ts,
    thread_ts: message.threadTs,
    author_id: message.authorId,
    text: message.text,
    blocks: JSON.stringify(message.blocks),
    metadata: message.metadata && JSON.stringify(message.metadata),
    files: JSON.stringify(message.files),
    ephemeral_to: message.ephemeralTo,
    edited: message.edited ? 1 : 0,
  };
}

function fromRow(row: Selectable<MessageRow>): Message {
  const blocks: KnownBlock[] = JSON.parse(row.blocks);
  const metadata: Metadata | null = row.metadata ? JSON.parse(row.metadata) : null;
  const files: SharedFile[] = JSON.parse(row.files);
  return {
    conversationId: row.conversation_id,
    ts: row.ts,
    threadTs: row.thread_ts,
    authorId: row.author_id,
    text: row.text,
    blocks,
    metadata,
    files,
    ephemeralTo: row.ephemeral_to,
    edited: row.edited === 1,
  };
}
