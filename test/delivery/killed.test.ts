import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import { toInstant } from '../../src/calendar/instant.ts';
import { leaseMs } from '../../src/delivery/lease.ts';
import { type LocalWorkspace, openLocalWorkspace } from '../../src/local/local-workspace.ts';
import type { PlanDeps } from '../../src/plans/deps.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { checkinsOf, updateCheckin } from '../../src/store/checkins.ts';
import { openDatabase } from '../../src/store/database.ts';
import { bundleCoach } from '../support/bundled-coach.ts';
import { listening, urlOf } from '../support/coach.ts';
import { type KilledCoach, loadCoach, type Orders } from '../support/killed-coach.ts';
import { recordedLog } from '../support/log.ts';
import { manyPeople } from '../support/many-people.ts';
import { builtInRole } from '../support/roles.ts';
import { type SkippableTime, skippableTime } from '../support/skippable-time.ts';
import { type Moment, type UnsteadySlack, unsteadySlack } from '../support/unsteady-slack.ts';
import { type Random, random } from './random.ts';

/**
 * The real thing: a process, a file, HTTP and SIGKILL. `KILLS=1000` kills ten times as often. Processes take as long as
 * they take, so `KILL_SEED=17` plays a run again only roughly: the same deaths and faults in the same order.
 *
 * While a process lives, time is what it is, for it and for Slack; what is skipped is the time in which none does. So
 * all that is built on time holds as it would: how long a claim is somebody's, and how long Slack may take.
 */
const kills = Number(process.env['KILLS'] ?? 100);
const seed = Number(process.env['KILL_SEED'] ?? 1);

/** Each has a welcome and a check-in to come. */
const people = 5 * kills;
/** How long nobody is there after a death: often what died is started again at once, and no claim has run out. */
const someDowntime = (chance: Random): number => chance.between(0, chance.is(0.6) ? 5000 : 60_000);
/** In which all of it comes due. */
const spanMs = kills * 20_000;
const longestWaitMs = 3_600_000;
const start = new Date('2026-11-30T09:00:00Z'); // a Monday
const mira = { workspaceId: 'T0NORTHWND', personId: 'U0MIRA00000' };

test(`a process that is killed ${kills} times while check-ins go out: none lost, none twice, the file whole`, {
  timeout: kills * 20_000,
}, async () => {
  using bundled = await bundleCoach();
  const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-killed-'));
  const chance = random(seed);
  const time = skippableTime(start);
  const databaseFile = path.join(folder, 'coach.db');
  const workspaceFile = path.join(folder, 'workspace.db');
  const ids = await manyPeople(workspaceFile, people, time.clock);
  await storePlans(`sqlite:${databaseFile}`, ids, time);
  await using workspace = await openWorkspace(workspaceFile, time);
  await using slack = await unsteadySlack({ time, chance, workspaceUrl: workspace.url });

  const load = (): KilledCoach => loadCoach(bundled.file);
  const run = { folder, databaseFile, workspaceFile, time, chance, local: workspace.local, slack, load };
  const { wrong: found, deaths } = await liveAndDie(run);
  expect([...found, ...whatIsWrong(run, ids)], `KILL_SEED=${seed}`).toEqual([]);
  expect(deaths).toBe(kills);
  expect(slack.postedForTheDead()).toBeGreaterThan(kills / 10);
  rmSync(folder, { recursive: true });
});

interface Workspace extends AsyncDisposable {
  local: LocalWorkspace;
  url: string;
}

async function openWorkspace(file: string, { clock }: SkippableTime): Promise<Workspace> {
  const place = { url: '' };
  const local = await openLocalWorkspace({
    file,
    clock,
    log: recordedLog().log,
    manifest: 'manifest.yml',
    pageFolder: 'dist/page',
    baseUrl: () => place.url,
  });
  const server = await listening(createServer(local.handle));
  place.url = urlOf(server);
  return {
    local,
    url: place.url,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await local.close();
    },
  };
}

interface Run {
  folder: string;
  databaseFile: string;
  workspaceFile: string;
  time: SkippableTime;
  chance: Random;
  local: LocalWorkspace;
  slack: UnsteadySlack;
  load(): KilledCoach;
}

/** A plan for each, of which the welcome and the first check-in come due at some moment of the span. */
async function storePlans(url: string, ids: string[], { clock }: SkippableTime): Promise<void> {
  const db = await openDatabase({ url, log: recordedLog().log });
  await sql`pragma synchronous = off`.execute(db); // nobody kills this
  const plans: PlanDeps = {
    db,
    clock,
    role: roleGoals(builtInRole()),
    holidays: holidayBook(),
    directory: {
      find: async () => ({ timeZone: 'UTC', account: 'member', isAdmin: false }),
      admins: async () => [],
    },
    wake: () => {},
  };
  const day30IsToday = '2026-10-31';
  const inMs = (ms: number): string => toInstant(new Date(start.getTime() + ms));
  for (const [index, personId] of ids.entries()) {
    const request = { personId, managerId: mira.personId, startsOn: day30IsToday, milestones: ['day-30' as const] };
    const plan = await startPlan(plans, mira, { ...request, hour: undefined });
    const dueAt = inMs((index * spanMs) / ids.length / 2);
    await db.updateTable('deliveries').set({ due_at: dueAt }).where('plan_id', '=', plan.id).execute();
    const [checkin] = await checkinsOf(db, plan);
    const askAt = inMs(((ids.length - index) * spanMs) / ids.length);
    if (checkin) await updateCheckin(db, checkin, { next_step: 'ask', next_at: askAt });
  }
  // most were written to before
  await sql`update people set channel = replace(id, 'U', 'D') where id not like '%0'`.execute(db);
  await db.destroy();
}

interface Lives {
  /** How many died with messages in hand. */
  deaths: number;
  wrong: string[];
}

/** Lets one process after the other begin and die, and then some that live until there is nothing to do. */
async function liveAndDie(run: Run): Promise<Lives> {
  const { time, chance, slack, load } = run;
  const lives: Lives = { deaths: 0, wrong: [] };
  const loading = [load(), load()];
  for (let life = 1; life < 3 * kills; life++) {
    loading.push(load());
    const coach = loading.shift() ?? load();
    const isMortal = lives.deaths < kills;
    if (!isMortal) slack.mend();
    const startedAt = time.clock.now();
    const errors = await live(run, coach, isMortal ? someDeath(chance, coach) : immortal);
    const left = lookInto(run, startedAt);
    lives.wrong.push(...[...errors, ...left.wrong].map((error) => `life ${life}: ${error}`));
    if (isMortal && left.inHand > 0) lives.deaths++;
    if (left.open === 0) break;
    await time.skip(isMortal ? someDowntime(chance) : longestWaitMs);
  }
  await time.skip(longestWaitMs); // whatever is still to come late
  for (const coach of loading) coach.kill();
  await Promise.all(loading.map((coach) => coach.ends()));
  return lives;
}

/** @returns what else it came to than its death */
async function live(run: Run, coach: KilledCoach, death: Death): Promise<string[]> {
  await coach.loads();
  run.slack.serve({ sees: death.sees, isDead: coach.isDead });
  death.isStarting();
  const port = await coach.starts(ordersOf(run));
  if (port !== undefined) run.local.connect(`http://127.0.0.1:${port}/slack/events`);
  death.isUp();
  await coach.idles();
  coach.kill();
  const errors = await coach.ends();
  await run.slack.hasHeardAll();
  return errors;
}

const ordersOf = ({ databaseFile, time, local, slack }: Run): Orders => ({
  databaseUrl: `sqlite:${databaseFile}`,
  aheadMs: time.clock.offsetMs(),
  botToken: local.token,
  signingSecret: local.signingSecret,
  apiUrl: `${slack.url}/local/api/`,
  pace: { startPerSecond: 50, mostPerSecond: 50 },
});

const moments: Moment[] = ['asked', 'asked', 'done', 'answered'];

interface Death {
  isStarting(): void;
  isUp(): void;
  sees(moment: Moment, method: string): void;
}

const immortal: Death = { isStarting: () => {}, isUp: () => {}, sees: () => {} };

/**
 * While it starts; at some moment of one of its requests, or shortly after; or at any moment at all. Mostly when it
 * posts, as then there is a message in hand, and sometimes at any request, as one dies when it asks what became of some.
 */
function someDeath(chance: Random, coach: KilledCoach): Death {
  const dieIn = (ms: number): void => void setTimeout(coach.kill, ms);
  const startsMs = chance.is(0.1) ? chance.between(1, 500) : undefined;
  const upMs = chance.between(2000, 5000);
  const fatal = moments[chance.between(0, moments.length - 1)];
  const laterMs = chance.is(0.5) ? 0 : chance.between(1, 20);
  const diesPosting = chance.is(0.7);
  let requests = chance.between(1, diesPosting ? 4 : 8);
  return {
    isStarting: () => startsMs !== undefined && dieIn(startsMs),
    isUp: () => dieIn(upMs),
    sees(moment, method) {
      if (moment !== fatal || (diesPosting && method !== 'chat.postMessage') || --requests !== 0) return;
      if (laterMs === 0) coach.kill();
      else dieIn(laterMs);
    },
  };
}

interface Left {
  /** How much is still to be done, and how much of that was claimed by the last one. */
  open: number;
  inHand: number;
  wrong: string[];
}

/** Reads a copy: the next process is to find the file as the last one left it. */
function lookInto({ folder, databaseFile }: Run, startedAt: Date): Left {
  const copy = path.join(folder, 'copy.db');
  for (const ending of ['', '-wal']) {
    rmSync(copy + ending, { force: true });
    if (existsSync(databaseFile + ending)) copyFileSync(databaseFile + ending, copy + ending);
  }
  const db = new Database(copy);
  const count = (what: string): number => z.number().parse(db.prepare(`select count(*) from ${what}`).pluck().get());
  const unsent = count("deliveries where state <> 'sent'");
  const unasked = count("checkins where state <> 'asked'");
  const leasedUntil = toInstant(new Date(startedAt.getTime() + leaseMs));
  const inHand = count(`deliveries where state = 'claimed' and lease_until > '${leasedUntil}'`);
  const integrity = db.pragma('integrity_check', { simple: true });
  const orphans = z.array(z.unknown()).parse(db.pragma('foreign_key_check'));
  db.close();
  const wrong = [...(integrity === 'ok' ? [] : [String(integrity)]), ...orphans.map((row) => JSON.stringify(row))];
  return { open: unsent + unasked, inHand, wrong };
}

const messageRow = z.object({ conversation: z.string(), ts: z.string(), text: z.string() });

/** What each person has in the end, and what the bot believes of it. */
function whatIsWrong({ workspaceFile, databaseFile }: Run, ids: string[]): string[] {
  const workspace = new Database(workspaceFile, { readonly: true });
  const posted = z
    .array(messageRow)
    .parse(workspace.prepare('select conversation_id as conversation, ts, text from messages order by ts').all());
  workspace.close();
  const coach = new Database(databaseFile, { readonly: true });
  const noted = z
    .array(z.object({ kind: z.string(), state: z.string(), channel: z.string().nullable(), ts: z.string().nullable() }))
    .parse(coach.prepare('select kind, state, channel, ts from deliveries').all());
  coach.close();
  const places = new Set(posted.map(({ conversation, ts }) => `${conversation} ${ts}`));
  return [
    ...ids.flatMap((id) => {
      const got = posted.filter(({ conversation }) => conversation === id.replace('U', 'D')).map(({ text }) => text);
      const welcomes = got.filter((text) => text.includes('Your manager here is')).length;
      const questions = got.filter((text) => text.includes('Day 30 check-in')).length;
      const isRight = welcomes === 1 && questions === 1 && got.length === 2;
      return isRight ? [] : [`${id} got ${welcomes} welcomes and ${questions} questions in ${got.length} messages`];
    }),
    ...noted
      .filter(({ state, channel, ts }) => state !== 'sent' || !places.has(`${channel} ${ts}`))
      .map((one) => `not where it was noted: ${JSON.stringify(one)}`),
  ];
}
