import { rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../dist/src/store/database.js';
import { fillStore } from './fill-store.mjs';
import { silent } from './plan-deps.mjs';

/** Where stores are made: SQLite always, PostgreSQL where `postgresUrl` names one. */
export function storeKinds(folder, postgresUrl) {
  const sqlite = { name: 'SQLite', isInProcess: true, place: (name) => file(path.join(folder, `${name}.db`)) };
  const postgres = {
    name: 'PostgreSQL',
    isInProcess: false,
    place: (name) => schema(postgresUrl, `role_coach_bench_${name}`),
  };
  return postgresUrl === undefined ? [sqlite] : [sqlite, postgres];
}

function file(name) {
  const remove = () => {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${name}${ending}`, { force: true });
  };
  return { url: `sqlite:${name}`, remove };
}

/** One that an earlier run has left behind goes first. */
async function schema(postgresUrl, name) {
  const remove = () => ask(postgresUrl, `drop schema if exists ${name} cascade`);
  await remove();
  await ask(postgresUrl, `create schema ${name}`);
  const url = new URL(postgresUrl);
  url.searchParams.set('options', `-c search_path=${name}`);
  return { url: url.href.replaceAll('+', '%20'), remove };
}

async function ask(postgresUrl, statement) {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** An open store with so many plans, of which none has anything to do until an hour after `now`. */
export async function storeWith({ kind, plans, now }) {
  const { url, remove } = await kind.place(`plans_${plans}`);
  const db = await openDatabase({ url, log: silent });
  await fillStore(db, { plans, now });
  const close = async () => {
    await db.destroy();
    await remove();
  };
  return { url, db, close };
}
