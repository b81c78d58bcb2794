// The built bot as a process that a test kills. It loads all it needs, says so, and starts when it is told to: then
// what a test waits for is the bot's work, and not Node's.
import { once } from 'node:events';
import { systemClock } from '../../dist/src/calendar/clock.js';
import { turnableClock } from '../../dist/src/calendar/turnable-clock.js';
import { startCoach } from '../../dist/src/coach.js';
import { makeLog } from '../../dist/src/log.js';
import { neededScopes } from '../../dist/src/manifest.js';
import { loadRole } from '../../dist/src/role/load-role.js';
import { openDatabase } from '../../dist/src/store/database.js';

const role = loadRole('roles/machine-learning-specialist.yaml');
const scopes = neededScopes('manifest.yml');

const say = (words) => process.stdout.write(`${words}\n`);
process.stdin.on('end', () => process.exit()); // whoever started it is gone
say('loaded');
const [told] = await once(process.stdin, 'data');
const { databaseUrl, aheadMs, pace, ...slack } = JSON.parse(told);

const log = makeLog('warn', process.stderr);
const db = await openDatabase({ url: databaseUrl, log });
const coach = await startCoach({
  slack: { mode: 'http', ...slack },
  role,
  db,
  clock: turnableClock(systemClock, aheadMs),
  scopes,
  log,
  pace,
  port: 0,
  host: '127.0.0.1',
});
say(`up ${coach.port}`);
await coach.scheduler.settle();
say('idle');
