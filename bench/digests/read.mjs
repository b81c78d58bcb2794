// What managers' digests are made from, of all their people at once, and of one person after the other. Prints as JSON
// how long each took for each manager, in milliseconds.
import { deepStrictEqual } from 'node:assert';
import { newsOf } from '../../dist/src/digests/person-news.js';
import { readReport, readReports } from '../../dist/src/digests/read-reports.js';
import { openDatabase } from '../../dist/src/store/database.js';
import { linesTo } from '../../dist/src/store/reporting-lines.js';
import { planDeps, silent } from '../plan-deps.mjs';

const [, , url, at, compared] = process.argv;
const now = new Date(at);
const weekMs = 7 * 24 * 3_600_000;

const db = await openDatabase({ url, log: silent });
const deps = planDeps(db, { now: () => now });
const rows = await db.selectFrom('digests').select(['workspace_id', 'manager_id']).limit(Number(compared)).execute();
const managers = rows.map(({ workspace_id, manager_id }) => ({ workspaceId: workspace_id, personId: manager_id }));
const ways = { atOnce: (manager) => readReports(deps, manager), oneByOne };
const taken = { atOnce: [], oneByOne: [] };

for (const manager of managers) {
  const read = {};
  for (const [name, way] of Object.entries(ways)) {
    const startedAt = performance.now();
    read[name] = await way(manager);
    taken[name].push(performance.now() - startedAt);
  }
  deepStrictEqual(read.atOnce.map(told), read.oneByOne.map(told)); // else there is nothing to compare
}
process.stdout.write(JSON.stringify(taken));
await db.destroy();

function told(report) {
  return newsOf(report, { role: deps.role, timeZone: 'UTC', since: new Date(now.getTime() - weekMs), now });
}

async function oneByOne(manager) {
  const lines = await linesTo(db, manager);
  const reports = [];
  for (const { person_id } of lines) reports.push(await readReport(deps, manager, person_id));
  return reports;
}
