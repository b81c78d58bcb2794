import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import type { Clock } from '../../calendar/clock.ts';
import { SlackError } from '../checks/slack-error.ts';
import type { FileRow, LocalDb } from './database.ts';
import { newId } from './ids.ts';

/** Uploads that were never completed are forgotten, the oldest first. */
const MOST_PENDING = 50;

/** A file as its message shows it. */
export interface SharedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  /** Slack's own name of the format: `csv`, `text`, `binary`. */
  filetype: string;
  /** In bytes. */
  size: number;
  /** Who shared it: a person, or the bot. */
  userId: string;
  /** When that was, in whole seconds. */
  created: number;
}

interface Upload {
  id: string;
  name: string;
  size: number;
  content: Buffer | null;
}

export interface Files {
  /** An upload to come: the id of its file, and the secret part of the address that takes its bytes. */
  announce(upload: { name: string; size: number }): { id: string; key: string };
  /** Takes the bytes of an upload; false when there is no such upload, or as many bytes as were announced. */
  receive(key: string, content: Buffer): boolean;
  /** Keeps the files of uploads whose bytes have come, once. @throws {SlackError} file_not_found */
  complete(userId: string, files: { id: string; title?: string | undefined }[]): Promise<SharedFile[]>;
  /** Keeps a file that came at once. */
  add(file: { userId: string; name: string; content: Buffer }): Promise<SharedFile>;
  find(id: string): Promise<{ file: SharedFile; content: Buffer } | undefined>;
  clear(): Promise<void>;
}

/** What is shared in the workspace. What the bot uploads is kept once it is complete; until then it lives in memory. */
export function createFiles({ db, clock }: { db: LocalDb; clock: Clock }): Files {
  const pending = new Map<string, Upload>();
  const requireUpload = (id: string): { key: string; upload: Upload; content: Buffer } => {
    for (const [key, upload] of pending) {
      if (upload.id === id && upload.content) return { key, upload, content: upload.content };
    }
    throw new SlackError('file_not_found');
  };
  const keep = async (userId: string, files: Omit<FileRow, 'user_id' | 'created'>[]): Promise<SharedFile[]> => {
    const created = Math.floor(clock.now().getTime() / 1000);
    const rows = files.map((file) => ({ ...file, user_id: userId, created }));
    await db.insertInto('files').values(rows).execute();
    return rows.map(fromRow);
  };
  return {
    announce({ name, size }) {
      for (const oldest of [...pending.keys()].slice(0, Math.max(0, pending.size - MOST_PENDING + 1))) {
        pending.delete(oldest);
      }
      const key = randomBytes(18).toString('base64url');
      const id = newId('F');
      pending.set(key, { id, name, size, content: null });
      return { id, key };
    },
    receive(key, content) {
      const upload = pending.get(key);
      if (upload?.size !== content.length) return false;
      upload.content = content;
      return true;
    },
    async complete(userId, files) {
      const found = files.map(({ id, title }) => ({ ...requireUpload(id), title }));
      for (const { key } of found) pending.delete(key);
      const rows = found.map(({ upload: { id, name }, content, title }) => ({
        id,
        name,
        title: title || name,
        content,
      }));
      return keep(userId, rows);
    },
    async add({ userId, name, content }) {
      const [file] = await keep(userId, [{ id: newId('F'), name, title: name, content }]);
      if (!file) throw new Error('the file was not kept');
      return file;
    },
    async find(id) {
      const row = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
      return row && { file: fromRow(row), content: row.content };
    },
    async clear() {
      pending.clear();
      await db.deleteFrom('files').execute();
    },
  };
}

function fromRow({ id, name, title, user_id, created, content }: FileRow): SharedFile {
  return { id, name, title, ...formatOf(name), size: content.length, userId: user_id, created };
}

type Format = Pick<SharedFile, 'mimetype' | 'filetype'>;

const formats = new Map<string, Format>([
  ['.csv', { mimetype: 'text/csv', filetype: 'csv' }],
  ['.html', { mimetype: 'text/html', filetype: 'html' }],
  ['.ics', { mimetype: 'text/calendar', filetype: 'ics' }],
  ['.json', { mimetype: 'application/json', filetype: 'json' }],
  ['.md', { mimetype: 'text/markdown', filetype: 'markdown' }],
  ['.pdf', { mimetype: 'application/pdf', filetype: 'pdf' }],
  ['.png', { mimetype: 'image/png', filetype: 'png' }],
  ['.txt', { mimetype: 'text/plain', filetype: 'text' }],
  ['.xlsx', { mimetype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', filetype: 'xlsx' }],
  ['.zip', { mimetype: 'application/zip', filetype: 'zip' }],
]);

function formatOf(name: string): Format {
  return formats.get(extname(name).toLowerCase()) ?? { mimetype: 'application/octet-stream', filetype: 'binary' };
}
