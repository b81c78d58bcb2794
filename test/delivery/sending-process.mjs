// Sends what is due in the database of its first argument to the Slack at its second one, when it is told to, and ends.
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';

const built = (file) => import(pathToFileURL(path.resolve('dist/src', file)).href);
const { systemClock } = await built('calendar/clock.js');
const { makeSender } = await built('delivery/sender.js');
const { slackOutlet } = await built('delivery/slack-outlet.js');
const { systemTimers } = await built('delivery/timers.js');
const { openDatabase } = await built('store/database.js');

const [, , url, slackApiUrl] = process.argv;
const log = pino({ level: 'error' }, pino.destination({ sync: true }));
const db = await openDatabase({ url, log });
const client = new WebClient('xoxb-1', { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
const sender = makeSender({
  db,
  clock: systemClock,
  timers: systemTimers,
  outlet: slackOutlet(() => client),
  render: async ({ key }) => ({ text: `${key} from ${process.pid}`, blocks: [] }),
  calendarOf: () => Promise.reject(new Error('nothing is late')),
  onRefused: async () => {},
  log,
  settings: { startPerSecond: 50, mostPerSecond: 50 },
});
setInterval(() => {}, 1000); // the sender's own timers keep no process alive, and SQLite has nothing that does
process.stdout.write('here\n');
await once(process.stdin, 'data');
await sender.run();
await sender.stop(1000);
await db.destroy();
process.exit(0);
