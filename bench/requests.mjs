import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../dist/src/calendar/clock.js';
import { askOnce, commandSigner } from './command.mjs';
import { load } from './load.mjs';
import { startServer } from './start-server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const sign = commandSigner(secret, systemClock);

/** The bot, a bare Bolt app, and node:http alone; the latter two answer with what the bot has just answered. */
export async function serverKinds({ apiUrl, folder }) {
  const token = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: secret };
  const bot = {
    name: 'the bot',
    script: path.join(here, '../dist/src/main.js'),
    env: { ...token, SLACK_API_URL: apiUrl },
    folder,
    isReady: async (port) => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200,
  };
  const running = await startServer(bot);
  const env = { ...token, ANSWER: await askOnce(running.port, sign()) };
  await running.stop();
  const isReady = (port) => askOnce(port, sign()).then(() => true);
  return [
    bot,
    { name: 'bare Bolt app', script: path.join(here, 'servers/bare-bolt.mjs'), env, folder, isReady },
    { name: 'raw node:http', script: path.join(here, 'servers/raw-http.mjs'), env, folder, isReady },
  ];
}

/**
 * How many requests a second each kind answers, and how fast: the same one over so many connections, each kind in turn.
 * @throws {Error} they do not answer alike
 */
export async function measureLoad(kinds, { connections, rounds, roundMs, warmUpMs }) {
  const servers = [];
  for (const kind of kinds) servers.push({ name: kind.name, rounds: [], ...(await startServer(kind)) });
  const bytes = await sameBytes(servers);
  for (const { port } of servers) await load({ port, connections, durationMs: warmUpMs, sign });
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < servers.length; turn++) {
      const { port, rounds: measured } = servers[(round + turn) % servers.length]; // each is the first in turn
      measured.push(await load({ port, connections, durationMs: roundMs, sign }));
    }
  }
  for (const { stop } of servers) await stop();
  return { servers, bytes };
}

async function sameBytes(servers) {
  const answers = await Promise.all(servers.map(({ port }) => askOnce(port, sign())));
  if (new Set(answers).size !== 1) throw new Error('The servers do not answer with the same bytes: nothing to compare');
  return Buffer.byteLength(answers[0]);
}

/** How long each kind takes from its start until it is ready, in milliseconds. */
export async function measureStarts(kinds, { starts }) {
  const measured = kinds.map((kind) => ({ kind, name: kind.name, rounds: [] }));
  for (let run = 0; run < starts; run++) {
    for (const { kind, rounds } of measured) {
      const { startMs, stop } = await startServer(kind);
      rounds.push(startMs);
      await stop();
    }
  }
  return measured;
}
