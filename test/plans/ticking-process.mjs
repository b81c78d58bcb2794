// Does what is due on the database of its first argument, at the moment of its second, with the built bot, when told to.
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';

const built = (file) => import(pathToFileURL(path.resolve('dist/src', file)).href);
const { openDatabase } = await built('store/database.js');
const { advanceCheckins } = await built('plans/advance.js');
const { holidayBook } = await built('calendar/country-holidays.js');

const [, , url, at] = process.argv;
const db = await openDatabase({ url, log: pino({ level: 'silent' }) });
process.stdout.write('here\n');
await once(process.stdin, 'data');
await advanceCheckins({ db, clock: { now: () => new Date(at) }, holidays: holidayBook(), wake: () => {} });
await db.destroy();
process.exit(0);
