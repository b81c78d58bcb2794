// What the bot costs, next to a bare Bolt app and to node:http alone, and how soon it is ready. `--short` is rougher.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../dist/src/calendar/clock.js';
import { neededScopes } from '../dist/src/manifest.js';
import { askOnce, commandSigner } from './command.mjs';
import { load } from './load.mjs';
import { loadReport, startReport } from './report.mjs';
import { startSlackApi } from './slack-api.mjs';
import { startServer } from './start-server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const home = path.resolve(here, '..');
const short = process.argv.includes('--short');
// many short rounds rather than few long ones: what else the machine does then weighs on all three alike
const plan = short
  ? { rounds: 5, roundMs: 500, warmUpMs: 1000, starts: 3 } // odd, so that there is one in the middle
  : { rounds: 15, roundMs: 1000, warmUpMs: 3000, starts: 5 };
const connections = 16;
const secret = '8f742231b10e8888abcd99yyyzzz85a5';

const sign = commandSigner(secret, systemClock);
const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-bench-')); // the bot keeps its data where it is started
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130)); // 'exit' ends the servers

print(`Load before: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} CPUs. In brackets: the middle half.\n`);
const slackApi = await startSlackApi(neededScopes(path.join(home, 'manifest.yml')));
const kinds = await serverKinds(slackApi.url);
await measureLoad(kinds);
await measureStarts(kinds.slice(0, 2));
slackApi.close();

/** The three servers; the stand-ins answer with what the bot has just answered. */
async function serverKinds(apiUrl) {
  const token = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: secret };
  const bot = {
    name: 'the bot',
    script: path.join(home, 'dist/src/main.js'),
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

async function measureLoad(kinds) {
  const servers = [];
  for (const kind of kinds) servers.push({ name: kind.name, rounds: [], ...(await startServer(kind)) });
  const bytes = await sameBytes(servers);
  print(`/ml-role kpis: ${bytes} bytes of answer, ${connections} connections, medians of ${plan.rounds} rounds\n`);

  for (const { port } of servers) await load({ port, connections, durationMs: plan.warmUpMs, sign });
  for (let round = 0; round < plan.rounds; round++) {
    for (let turn = 0; turn < servers.length; turn++) {
      const { port, rounds } = servers[(round + turn) % servers.length]; // each is the first in turn
      rounds.push(await load({ port, connections, durationMs: plan.roundMs, sign }));
    }
  }
  for (const { stop } of servers) await stop();
  print(loadReport(servers));
}

async function sameBytes(servers) {
  const answers = await Promise.all(servers.map(({ port }) => askOnce(port, sign())));
  if (new Set(answers).size !== 1) throw new Error('The servers do not answer with the same bytes: nothing to compare');
  return Buffer.byteLength(answers[0]);
}

async function measureStarts(kinds) {
  const measured = kinds.map((kind) => ({ kind, name: kind.name, runs: [] }));
  for (let run = 0; run < plan.starts; run++) {
    for (const { kind, runs } of measured) {
      const { startMs, stop } = await startServer(kind);
      runs.push(startMs);
      await stop();
    }
  }
  print(`\nStart to ready, medians of ${plan.starts} runs\n\n${startReport(measured)}`);
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
