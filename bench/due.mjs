import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { toInstant } from '../dist/src/calendar/instant.js';
import { readProgress } from '../dist/src/plans/read-progress.js';
import { planDeps } from './plan-deps.mjs';
import { storeWith } from './stores.mjs';

const contenders = path.join(path.dirname(fileURLToPath(import.meta.url)), 'due');

/**
 * So many check-ins of as many people, due at one moment: the bot on each kind of store, and what schedules in memory,
 * one after the other, each in a process of its own.
 */
export async function measureDue(kinds, { messages, folder, clock }) {
  const file = path.join(folder, 'checkins.json');
  const results = [];
  for (const kind of kinds) {
    const { url, close } = await dueStore(kind, { messages, file, clock });
    results.push({ name: `the bot on ${kind.name}`, ...(await resultOf('coach', messages, url)) });
    await close();
  }
  for (const name of ['node-cron', 'node-schedule']) results.push({ name, ...(await resultOf(name, messages, file)) });
  if (new Set(results.map(({ bytes }) => bytes)).size !== 1)
    throw new Error('The messages are not of the same size: nothing to compare');
  return results;
}

/** A store with so many check-ins that are due, and a file with the same for those who remember them. */
async function dueStore(kind, { messages, file, clock }) {
  const now = clock.now();
  const { db, url, close } = await storeWith({ kind, plans: messages, now });
  const due = { next_at: toInstant(now), due_on: toInstant(now).slice(0, 10) };
  await db.updateTable('checkins').set(due).where('milestone', '=', 'day-30').execute();
  const people = await db
    .selectFrom('checkins')
    .innerJoin('plans', 'plans.id', 'checkins.plan_id')
    .select(['plans.person_id as personId', 'checkins.id as checkinId'])
    .where('milestone', '=', 'day-30')
    .execute();
  const one = await db.selectFrom('plans').selectAll().limit(1).executeTakeFirstOrThrow();
  const plan = await readProgress(planDeps(db, clock), one, { since: undefined });
  const milestone = plan.milestones.find((some) => some.milestone === 'day-30');
  writeFileSync(file, JSON.stringify({ plan, milestone, people }));
  return { url, close };
}

/** @throws {Error} it failed, or has not rendered all */
async function resultOf(script, messages, source) {
  const args = ['--expose-gc', path.join(contenders, `${script}.mjs`), String(messages), source];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  process.off('exit', kill);
  if (status !== 0) throw new Error(`${script} failed`);
  const result = JSON.parse(output);
  if (result.rendered !== messages) throw new Error(`${script} rendered ${result.rendered} messages of ${messages}`);
  return result;
}
