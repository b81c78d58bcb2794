// What the bot costs, each part next to something else. `npm run bench -- --short` is rougher, `-- due` is that part alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../dist/src/calendar/clock.js';
import { usualPace } from '../dist/src/delivery/sender.js';
import { neededScopes } from '../dist/src/manifest.js';
import { measureApi } from './api.mjs';
import { deliveryReport, measureDelivery } from './delivery.mjs';
import { measureDigests } from './digests.mjs';
import { measureDue } from './due.mjs';
import { measureLogging, measureTrends } from './readings.mjs';
import { apiReport, digestsReport, dueReport, loadReport, readingsReport, startReport, tickReport } from './report.mjs';
import { measureLoad, measureStarts, serverKinds } from './requests.mjs';
import { startSlackApi } from './slack-api.mjs';
import { storeKinds } from './stores.mjs';
import { measureTicks } from './ticks.mjs';

const manifest = fileURLToPath(new URL('../manifest.yml', import.meta.url));
const short = process.argv.includes('--short');
// many short rounds rather than few long ones: what else the machine does then weighs on all alike
const plan = short
  ? { rounds: 5, roundMs: 500, warmUpMs: 1000, starts: 3, ticks: 200, deliveries: 500 }
  : { rounds: 15, roundMs: 1000, warmUpMs: 3000, starts: 5, ticks: 400, deliveries: 2000 };
const sizes = short ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]; // a million plans take minutes to make
const checkins = 10_000;

const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-bench-')); // the bot keeps its data where it is started
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130)); // 'exit' ends the servers

const parts = new Map([
  ['requests', requests],
  ['ticks', ticks],
  ['due', due],
  ['delivery', delivery],
  ['readings', readings],
  ['api', api],
  ['digests', digests],
]);
const wanted = process.argv.slice(2).filter((word) => word !== '--short');
for (const name of wanted) if (!parts.has(name)) throw new Error(`No part ${name}: ${[...parts.keys()].join(', ')}`);

print(`Load before: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} CPUs. In brackets: the middle half.`);
const kinds = storeKinds(folder, process.env.TEST_POSTGRES_URL);
for (const [name, measure] of parts) if (wanted.length === 0 || wanted.includes(name)) await measure();

async function requests() {
  const slackApi = await startSlackApi(neededScopes(manifest));
  const servers = await serverKinds({ apiUrl: slackApi.url, folder });
  const connections = 16;
  const loaded = await measureLoad(servers, { ...plan, connections });
  const title = `/ml-role kpis: ${loaded.bytes} bytes of answer, ${connections} connections, medians of ${plan.rounds} rounds`;
  show(title, loadReport(loaded.servers));
  show(`Start to ready, medians of ${plan.starts} runs`, startReport(await measureStarts(servers.slice(0, 2), plan)));
  slackApi.close();
}

async function ticks() {
  for (const kind of kinds) {
    const results = await measureTicks(kind, { ...plan, sizes, now: systemClock.now() });
    const title = `A tick that finds nothing to do, ${kind.name}, medians of ${plan.rounds} rounds of ${plan.ticks}`;
    show(title, tickReport(results, kind));
  }
}

async function due() {
  const results = await measureDue(kinds, { messages: checkins, folder, clock: systemClock });
  show(
    `${checkins.toLocaleString('en')} check-ins due at once, until the message of each is rendered`,
    dueReport(results, { messages: checkins, perSecond: usualPace.mostPerSecond }),
  );
}

async function delivery() {
  const rate = { perSecond: 50, latencyMs: 50 };
  const results = await measureDelivery({ ...rate, messages: plan.deliveries, folder });
  const title = `${plan.deliveries} messages at ${rate.perSecond} a second, answered in ${rate.latencyMs} ms`;
  show(short ? `${title} (the aims are for 2,000)` : title, deliveryReport(results));
}

async function readings() {
  const now = systemClock.now();
  for (const kind of kinds) {
    const logging = await measureLogging(kind, { prompts: short ? 1000 : 10_000, seconds: short ? 3 : 10, now });
    const people = short ? 10_000 : 100_000;
    const readers = short ? 20 : 100;
    const trends = await measureTrends(kind, { people, readers, runs: 200, now });
    show(
      `Readings, ${kind.name}: 200 a second while prompts are planned; trends of ten years among ${people.toLocaleString('en')} people`,
      readingsReport({ logging, trends }),
    );
  }
}

async function api() {
  const slackApi = await startSlackApi(neededScopes(manifest));
  const results = await measureApi({ ...plan, apiUrl: slackApi.url, folder, now: systemClock.now() });
  slackApi.close();
  show(`Readings pushed to the API, SQLite, medians of ${plan.rounds} rounds`, apiReport(results));
}

async function digests() {
  const slackApi = await startSlackApi(neededScopes(manifest));
  const sizes = short ? [200, 2000] : [1000, 10_000];
  const measured = { sizes, compared: short ? 50 : 200, seconds: short ? 5 : 20, slackApi, folder, clock: systemClock };
  for (const kind of kinds) {
    const title = `Digests that are due at once, ${kind.name}: managers with ten reports each`;
    show(title, digestsReport(await measureDigests(kind, measured)));
  }
  slackApi.close();
}

function show(title, table) {
  print(`\n${title}\n\n${table}`);
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
