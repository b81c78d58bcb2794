// Opens the database of its first argument with the built bot when it is told to, and prints what it logged.
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';

const { openDatabase } = await import(pathToFileURL(path.resolve('dist/src/store/database.js')).href);
process.stdout.write('here\n');
await once(process.stdin, 'data');
const db = await openDatabase({ url: process.argv[2], log: pino({ level: 'info' }, pino.destination({ sync: true })) });
await db
  .insertInto('workspaces')
  .values({ id: `T${process.pid}`, workdays: '12345', country: null })
  .execute();
await db.destroy();
process.exit(0);
