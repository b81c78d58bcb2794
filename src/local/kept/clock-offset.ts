import { existsSync } from 'node:fs';
import { type LocalDb, openSqlite, SCHEMA_VERSION } from './database.ts';

const name = 'offsetMs';

/**
 * How far the clock of the workspace in `file` had been turned when it was last open, in milliseconds; 0 for a new one.
 * Asked before the workspace is opened, since that needs a clock.
 */
export function keptOffsetMs(file: string): number {
  if (!existsSync(file)) return 0;
  const sqlite = openSqlite(file);
  try {
    if (sqlite.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) return 0;
    const kept = sqlite.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?').get(name);
    return kept ? Number(kept.value) : 0;
  } finally {
    sqlite.close();
  }
}

export async function keepOffset(db: LocalDb, offsetMs: number): Promise<void> {
  const value = String(offsetMs);
  await db
    .insertInto('settings')
    .values({ name, value })
    .onConflict((on) => on.column('name').doUpdateSet({ value }))
    .execute();
}
