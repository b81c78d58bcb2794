import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { systemClock } from '../calendar/clock.ts';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { Logger } from '../log.ts';
import { isPostgres, storageTrouble } from './dialect.ts';
import { StoreError } from './store-error.ts';

interface Migration {
  number: number;
  /** `0001-onboarding` */
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

interface AppliedRow {
  number: number;
  name: string;
  applied_at: Instant;
}

/** Any number will do, as long as nothing else locks it in this database. */
const LOCK = 7_305_120_001;

/**
 * Brings the database up to what `folder` has (`NNNN-name.ts`, or `.js` where it is built), forward only: each
 * migration in a transaction of its own together with its number. Two processes may do this at once.
 * @throws {StoreError} the database is newer, or a migration failed: then all is as it was before that one
 */
export async function migrate(db: Kysely<unknown>, folder: string, log: Logger): Promise<void> {
  const migrations = await readMigrations(folder);
  for (;;) {
    const done = await applyNext(db, migrations);
    if (done === undefined) return;
    log.info({ migration: done.name }, 'the database was migrated');
  }
}

/** In one transaction, which holds a lock that no other process gets meanwhile. */
function applyNext(db: Kysely<unknown>, migrations: Migration[]): Promise<Migration | undefined> {
  return db.transaction().execute(async (trx) => {
    if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
    const next = await findNext(trx.withTables<{ migrations: AppliedRow }>(), migrations);
    if (next === undefined) return undefined;
    await run(next, trx);
    const { number, name } = next;
    // when it really was: the bot's own clock may be turned
    const applied_at = toInstant(systemClock.now());
    await trx
      .withTables<{ migrations: AppliedRow }>()
      .insertInto('migrations')
      .values({ number, name, applied_at })
      .execute();
    return next;
  });
}

async function run({ name, up }: Migration, trx: Kysely<unknown>): Promise<void> {
  try {
    await up(trx);
  } catch (error) {
    if (storageTrouble(error)) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `its migration ${name} failed and was undone (${words}). Go on with the version before, and please report this`,
      { cause: error },
    );
  }
}

async function findNext(
  trx: Kysely<{ migrations: AppliedRow }>,
  migrations: Migration[],
): Promise<Migration | undefined> {
  await sql`create table if not exists migrations (
    number integer primary key, name text not null, applied_at text not null
  )`.execute(trx);
  const applied = await trx.selectFrom('migrations').select(['number', 'name']).orderBy('number').execute();
  const newest = applied.at(-1);
  if (newest && newest.number > migrations.length) {
    throw new StoreError(
      `a newer version of Role Coach has written it (${newest.name}). Run that version again, or go back to a copy of the database from before it; nothing was changed`,
    );
  }
  // SQLite opens a file without a word that it may only read: found out now, not by the first person who saves
  await trx.deleteFrom('migrations').where('number', '<', 0).execute();
  const numbers = new Set(applied.map(({ number }) => number));
  return migrations.find(({ number }) => !numbers.has(number));
}

/** @throws {Error} a number is missing or there twice, or a file is no migration */
async function readMigrations(folder: string): Promise<Migration[]> {
  const files = readdirSync(folder)
    .filter((file) => /\.(ts|js)$/.test(file))
    .sort();
  return Promise.all(
    files.map(async (file, index) => {
      const { name } = path.parse(file);
      const number = Number(/^(\d{4})-/.exec(name)?.[1]);
      if (number !== index + 1) throw new Error(`Migrations count up from 0001 without a gap, so ${file} is misnamed`);
      const module: unknown = await import(pathToFileURL(path.join(folder, file)).href);
      if (!isMigration(module)) throw new Error(`${file} exports no function \`up\``);
      return { number, name, up: module.up };
    }),
  );
}

function isMigration(module: unknown): module is Pick<Migration, 'up'> {
  return typeof module === 'object' && module !== null && 'up' in module && typeof module.up === 'function';
}
