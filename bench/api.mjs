import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { toInstant } from '../dist/src/calendar/instant.js';
import { digestOf, insertToken } from '../dist/src/store/api-tokens.js';
import { openDatabase } from '../dist/src/store/database.js';
import { savePerson } from '../dist/src/store/people.js';
import { load } from './load.mjs';
import { silent } from './plan-deps.mjs';
import { startServer } from './start-server.mjs';

const main = path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist/src/main.js');
const workspaceId = 'T0001';
const secret = 'rc_bench';
const people = Array.from({ length: 100 }, (_, number) => `U${1000 + number}`);
const days = Array.from({ length: 10 }, (_, number) => `2026-01-${10 + number}`);
/** A thousand, each of another person's day. */
const readings = people.flatMap((person) =>
  days.map((measured_on) => ({ person, kpi: 'latency', value: 87, measured_on, note: 'nightly run' })),
);

/**
 * Readings pushed to the bot over HTTP, and the same rows inserted into the same tables through better-sqlite3 alone:
 * a thousand in one request or transaction, and one by one. Each has its turn in each round; figures are rows a second.
 */
export async function measureApi({ apiUrl, folder, rounds, roundMs, now }) {
  const bot = await startBot({ apiUrl, folder, now });
  const plain = await openPlain({ folder, now });
  const push = (requests, { rows, connections }) => {
    let next = 0;
    const sign = () => ({ bytes: requests[next++ % requests.length] });
    return async (durationMs) => {
      const { perSecond } = await load({ port: bot.port, connections, durationMs, sign, status: 201 });
      return perSecond * rows;
    };
  };
  const singles = readings.map((reading) => requestOf(reading));
  const ways = [
    { name: '1,000 a request', run: push([requestOf(readings)], { rows: 1000, connections: 1 }) },
    { name: 'plain, 1,000', run: (durationMs) => plain.insert(plain.all, readings.length, durationMs) },
    { name: 'single', run: push(singles, { rows: 1, connections: 1 }) },
    { name: 'single, 16 at once', run: push(singles, { rows: 1, connections: 16 }) },
    { name: 'plain, single', run: (durationMs) => plain.insert(plain.one, 1, durationMs) },
  ].map((way) => ({ ...way, rounds: [] }));
  for (const { run } of ways) await run(roundMs); // until it is warm
  for (let round = 0; round < rounds; round++) for (const way of ways) way.rounds.push(await way.run(roundMs));
  plain.close();
  await bot.stop();
  return ways;
}

function requestOf(sent) {
  const body = JSON.stringify(sent);
  const head = [
    'POST /api/v1/readings HTTP/1.1',
    'host: 127.0.0.1',
    `authorization: Bearer ${secret}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from([...head, '', body].join('\r\n'));
}

async function startBot({ apiUrl, folder, now }) {
  const file = await storeWithPeople(path.join(folder, 'api.db'), now);
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5',
    SLACK_API_URL: apiUrl,
    DATABASE_URL: `sqlite:${file}`,
  };
  const isReady = async (port) => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200;
  return startServer({ name: 'the bot', script: main, env, folder, isReady });
}

/** The bot's tables, those whom the readings are of, and a token. */
async function storeWithPeople(file, now) {
  const db = await openDatabase({ url: `sqlite:${file}`, log: silent });
  for (const personId of people)
    await savePerson(db, { workspaceId, personId }, { timeZone: 'Europe/Berlin', account: 'member', at: now });
  await insertToken(db, {
    id: 'token',
    workspace_id: workspaceId,
    name: 'bench',
    digest: digestOf(secret),
    person_id: null,
    kpi_id: null,
    made_by: people[0],
    made_at: toInstant(now),
    used_at: null,
    revoked_at: null,
  });
  await db.destroy();
  return file;
}

/** As careful as the bot: on the disk before anything is said to be stored, and nobody's reading but a known person's. */
async function openPlain({ folder, now }) {
  const sqlite = new Database(await storeWithPeople(path.join(folder, 'plain.db'), now));
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on']) sqlite.pragma(pragma);
  const statement = sqlite.prepare(`insert into readings (id, workspace_id, person_id, kpi_id, measured_on, value, note,
    source, source_id, recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, ?, 'api', 'token', ?, ?)`);
  let next = 0;
  const one = () => {
    const { person, kpi, measured_on, value, note } = readings[next++ % readings.length];
    const at = toInstant(now);
    statement.run(randomUUID(), workspaceId, person, kpi, measured_on, value, note, people[0], at);
  };
  const all = sqlite.transaction(() => {
    for (let count = 0; count < readings.length; count++) one();
  });
  return { one, all, insert, close: () => sqlite.close() };
}

/** In rows a second. */
function insert(work, rows, durationMs) {
  const startedAt = performance.now();
  let stored = 0;
  let taken = 0;
  while (taken < durationMs) {
    work();
    stored += rows;
    taken = performance.now() - startedAt;
  }
  return (stored * 1000) / taken;
}
