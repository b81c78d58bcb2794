import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { holidayBook } from '../dist/src/calendar/country-holidays.js';
import { toInstant } from '../dist/src/calendar/instant.js';
import { addDays } from '../dist/src/calendar/local-date.js';
import { localDateOf } from '../dist/src/calendar/time-zone.js';
import { openDatabase } from '../dist/src/store/database.js';
import { fillTeams, makeDue, oneOfTeams, peopleOfTeams, withoutDigests, workspaceId } from './fill-teams.mjs';
import { planDeps, silent } from './plan-deps.mjs';
import { askAtRate, typed } from './side-load.mjs';
import { startServer } from './start-server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const perSecond = 50;
const warmUpMs = 3000;

/**
 * The digests of so many managers (`sizes`), all due: until they are planned and drawn, each size in a process of its
 * own; how that compares with reading the people of each manager one by one; and with the most of them, how long
 * somebody waits for an answer while the bot sends them, and while it has nothing to send.
 */
export async function measureDigests(kind, { sizes, compared, seconds, slackApi, folder, clock }) {
  const place = await placeFor(clock.now());
  const results = [];
  for (const managers of sizes) {
    const store = await storeOfTeams(kind, { managers, place, now: clock.now() });
    const at = toInstant(store.now);
    const result = await resultOf('plan-and-draw', [store.url, at]);
    if (result.drawn.digests === 0) throw new Error('No digest was due');
    results.push({ managers, ...result });
    if (managers === sizes.at(-1)) {
      const reading = await resultOf('read', [store.url, at, String(compared)]);
      const answers = await answersBeside(store, { seconds, slackApi, folder, clock });
      await store.close();
      return { results, reading, answers };
    }
    await store.close();
  }
}

async function storeOfTeams(kind, { managers, place, now }) {
  const { url, remove } = await kind.place(`teams_${managers}`);
  const db = await openDatabase({ url, log: silent });
  await fillTeams(db, { managers, now, place, role: planDeps(db).role });
  await db.destroy();
  return { url, managers, now, place, close: remove };
}

/** Where it is ten o'clock on a working day, whenever this is run. */
async function placeFor(now) {
  const hour = 10;
  const ahead = ((hour - now.getUTCHours() + 36) % 24) - 12;
  const timeZone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`; // POSIX has the sign the other way round
  const book = holidayBook();
  for (const country of ['DE', 'US', 'JP']) {
    const holidays = await book.of(country);
    if (holidays(localDateOf(now, timeZone)) === undefined) return { timeZone, country, hour };
  }
  throw new Error('There is a holiday everywhere');
}

/** @throws {Error} it failed */
async function resultOf(script, args) {
  const child = spawn(process.execPath, [path.join(here, 'digests', `${script}.mjs`), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  process.off('exit', kill);
  if (status !== 0) throw new Error(`${script} failed`);
  return JSON.parse(output);
}

/** The bot itself over that store: before any digest is due, and from when all are. */
async function answersBeside({ url, managers, place }, { seconds, slackApi, folder, clock }) {
  const db = await openDatabase({ url, log: silent });
  await withoutDigests(db);
  const bot = await startServer({
    name: 'the bot',
    script: path.join(here, '../dist/src/main.js'),
    env: {
      ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: secret, SLACK_API_URL: slackApi.url },
      DATABASE_URL: url,
    },
    folder,
    isReady: async (port) => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200,
  });
  const load = { secret, workspaceId, people: peopleOfTeams(managers), perSecond };
  await askAtRate(bot.port, { ...load, durationMs: warmUpMs });
  const quiet = await askAtRate(bot.port, { ...load, durationMs: seconds * 1000 });
  const before = slackApi.messages();
  await makeDue(db, { managers, place, now: clock.now() });
  await wakeUp(bot.port, clock, slackApi.url);
  const busy = await askAtRate(bot.port, { ...load, durationMs: seconds * 1000 });
  const sent = slackApi.messages() - before;
  await bot.stop();
  await db.destroy();
  if (sent < 2) throw new Error('No digest was sent');
  return { quiet, busy, sent, seconds, perSecond };
}

/** The bot looks what is due each minute and when somebody changes something, as here. */
async function wakeUp(port, clock, responseUrl) {
  const until = addDays(toInstant(clock.now()).slice(0, 10), 30);
  const by = { workspaceId, personId: oneOfTeams.managerId };
  await typed(port, `pause <@${oneOfTeams.personId}> until ${until}`, { secret, by, responseUrl });
}
