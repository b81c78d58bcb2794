import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { SlackError } from '../checks/slack-error.ts';
import type { LocalDb } from './database.ts';
import { newId } from './ids.ts';

/** Where a file is fetched: its id follows. */
export const FILE_PATH = '/local/files/';

/** Slack takes much larger ones; what a bot hands out here is text. */
export const MOST_FILE_BYTES = 1024 * 1024;
/** Uploads that were never completed are forgotten, the oldest first. */
const MOST_PENDING = 50;

/** A file as its message shows it. */
export interface SharedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  /** In bytes. */
  size: number;
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
  complete(files: { id: string; title?: string | undefined }[]): Promise<SharedFile[]>;
  find(id: string): Promise<{ name: string; content: Buffer } | undefined>;
  clear(): Promise<void>;
}

/** What the bot uploads. It is kept once it is complete; until then it lives in memory. */
export function createFiles(db: LocalDb): Files {
  const pending = new Map<string, Upload>();
  const requireUpload = (id: string): { key: string; upload: Upload; content: Buffer } => {
    for (const [key, upload] of pending) {
      if (upload.id === id && upload.content) return { key, upload, content: upload.content };
    }
    throw new SlackError('file_not_found');
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
    async complete(files) {
      const found = files.map(({ id, title }) => ({ ...requireUpload(id), title }));
      for (const { key } of found) pending.delete(key);
      const rows = found.map(({ upload: { id, name }, content }) => ({ id, name, content }));
      await db.insertInto('files').values(rows).execute();
      return found.map(({ upload: { id, name, size }, title }) => {
        return { id, name, title: title || name, mimetype: mimetypeOf(name), size };
      });
    },
    find: (id) => db.selectFrom('files').select(['name', 'content']).where('id', '=', id).executeTakeFirst(),
    async clear() {
      pending.clear();
      await db.deleteFrom('files').execute();
    },
  };
}

const mimetypes = new Map([
  ['.csv', 'text/csv'],
  ['.html', 'text/html'],
  ['.ics', 'text/calendar'],
  ['.json', 'application/json'],
  ['.md', 'text/markdown'],
  ['.pdf', 'application/pdf'],
  ['.png', 'image/png'],
  ['.txt', 'text/plain'],
  ['.zip', 'application/zip'],
]);

function mimetypeOf(name: string): string {
  return mimetypes.get(extname(name).toLowerCase()) ?? 'application/octet-stream';
}
