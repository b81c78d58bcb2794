// How near the outbox comes to the rate that a stand-in for Slack allows. By itself: node bench/delivery.mjs [--short]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { systemClock } from '../dist/src/calendar/clock.js';
import { makeSender } from '../dist/src/delivery/sender.js';
import { slackOutlet } from '../dist/src/delivery/slack-outlet.js';
import { systemTimers } from '../dist/src/delivery/timers.js';
import { openDatabase } from '../dist/src/store/database.js';
import { enqueueAll } from '../dist/src/store/deliveries.js';
import { savePerson } from '../dist/src/store/people.js';
import { startServer } from './start-server.mjs';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'servers/rated-slack.mjs');
const log = pino({ level: 'error' });
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error', setName() {} };

/**
 * Sends so many messages to as many people, from a SQLite file in `folder` over HTTP to a process that takes
 * `perSecond`: once with the pace set to that, and once with a pace that has to find it out.
 */
export async function measureDelivery({ messages, perSecond, latencyMs, folder }) {
  const race = { messages, perSecond, latencyMs, folder };
  return [
    await runRace({ ...race, name: 'rate known', pace: { startPerSecond: perSecond, mostPerSecond: perSecond } }),
    await runRace({ ...race, name: 'rate found out', pace: { startPerSecond: 4, mostPerSecond: 4 * perSecond } }),
  ];
}

async function runRace({ name, pace, messages, perSecond, latencyMs, folder }) {
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.db`);
  const db = await openDatabase({ url: `sqlite:${file}`, log });
  await fill(db, messages);
  const slack = await startServer({
    name: 'the stand-in for Slack',
    script,
    env: { PER_SECOND: String(perSecond), LATENCY_MS: String(latencyMs) },
    folder,
    isReady: async (port) => (await fetch(`http://127.0.0.1:${port}`)).ok,
  });
  const client = new WebClient('xoxb-1', {
    slackApiUrl: `http://127.0.0.1:${slack.port}/api/`,
    logger: quiet,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  });
  const sender = makeSender({
    db,
    clock: systemClock,
    timers: systemTimers,
    outlet: slackOutlet(() => client),
    render: async ({ key }) => ({ text: key, blocks: [{ type: 'section', text: { type: 'plain_text', text: key } }] }),
    calendarOf: () => Promise.reject(new Error('nothing is late')),
    onRefused: async () => {},
    log,
    settings: pace,
  });
  await sender.run();
  const counts = await (await fetch(`http://127.0.0.1:${slack.port}`)).json();
  await sender.stop(1000);
  await slack.stop();
  await db.destroy();
  if (counts.taken !== messages) throw new Error(`${counts.taken} messages came of ${messages}`);
  const tooMany = counts.tooMany + counts.tooManyInChannel;
  const floorMs = (messages / perSecond) * 1000;
  return { name, ratio: (counts.lastAt - counts.firstAt) / floorMs, tooMany, messages };
}

/** The direct messages are open already: Slack counts those requests by themselves. */
async function fill(db, messages) {
  const now = systemClock.now();
  const people = Array.from({ length: messages }, (_, index) => `U${index}`);
  await savePerson(db, { workspaceId: 'T1', personId: 'U0' }, { timeZone: 'UTC', account: 'member', at: now });
  const one = await db.selectFrom('people').selectAll().executeTakeFirstOrThrow();
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('people').execute();
    for (let first = 0; first < messages; first += 500) {
      const some = people.slice(first, first + 500);
      await trx
        .insertInto('people')
        .values(some.map((id) => ({ ...one, id, channel: `D${id}` })))
        .execute();
      await enqueueAll(
        trx,
        some.map((recipientId) => ({
          workspaceId: 'T1',
          key: `checkin:${recipientId}`,
          kind: 'checkin',
          priority: 1,
          recipientId,
          details: {},
          timing: 'at-once',
          dueAt: now,
          createdAt: now,
        })),
      );
    }
  });
}

/** The table: one line a race. */
export function deliveryReport([known, found]) {
  return [
    row('', ['to the floor', '429s']),
    `${row(known.name, [known.ratio.toFixed(3), share(known)])}   aim: at most 1.05, and none`,
    `${row(found.name, [found.ratio.toFixed(3), share(found)])}   aim: at most 1.3, and under 1 %`,
  ].join('\n');
}

const share = ({ tooMany, messages }) => `${((100 * tooMany) / messages).toFixed(2)} %`;
const row = (name, cells) => name.padEnd(24) + cells.map((cell) => cell.padStart(14)).join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const messages = process.argv.includes('--short') ? 500 : 2000; // the aims are for 2,000
  const [perSecond, latencyMs] = [50, 50];
  const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const results = await measureDelivery({ messages, perSecond, latencyMs, folder });
  process.stdout.write(`${messages} messages at ${perSecond} a second, answered in ${latencyMs} ms\n\n`);
  process.stdout.write(`${deliveryReport(results)}\n`);
}
