import { describe, expect, test } from 'vitest';
import type { NewDelivery } from '../../src/store/deliveries.ts';
import type { Db } from '../../src/store/tables.ts';
import { type DatabaseKind, databases } from '../support/databases.ts';
import { immortal, makeLife, sharedDatabase } from './mortal-database.ts';
import { monday, secondsLater, storeDeliveries } from './new-delivery.ts';
import { startSender } from './post-office.ts';
import { type Random, random } from './random.ts';
import { type Fault, type SlackModel, type SlackRequest, slackError, slackModel } from './slack-model.ts';
import { virtualTime } from './virtual-time.ts';

/**
 * `SIMULATION=full` plays all, `SIMULATION_SEED=17` one again. On PostgreSQL it is a short form: there each write is a
 * real one.
 */
const only = process.env['SIMULATION_SEED'];
const isFull = process.env['SIMULATION'] === 'full';
const plans: Record<DatabaseKind, { seeds: number; messages: number }> = {
  sqlite: { seeds: isFull ? 100 : 20, messages: 100 },
  postgres: { seeds: isFull ? 10 : 2, messages: 50 },
};

describe.each(databases)('while all goes wrong that can, on %s', (database) => {
  const { seeds, messages } = plans[database];
  const chosen = only === undefined ? Array.from({ length: seeds }, (_, index) => index + 1) : [Number(only)];

  test(`${messages} messages each over ${chosen.length} seeds: none lost, none twice`, {
    timeout: 300_000,
  }, async () => {
    for (const seed of chosen) {
      const wrong = await simulate(database, seed, messages).catch(String);
      expect(wrong, `SIMULATION_SEED=${seed} plays it again`).toEqual([]);
    }
  });
});

/** @returns what was promised and is not so */
async function simulate(database: DatabaseKind, seed: number, count: number): Promise<string[]> {
  const chance = random(seed);
  const time = virtualTime(monday);
  await using shared = await sharedDatabase(database, time);
  const db = shared.connect(immortal());
  await storeDeliveries(db, ...someDeliveries(chance, count));
  const slack = slackModel({
    time,
    faultOf: (request) => (chance.is(0.3) ? someFault(chance, request) : { kind: 'none' }),
    latencyMs: () => chance.between(20, 900),
    pageSize: 3,
    historyLagMs: 3000,
  });

  let deaths = 0;
  const stall = async (): Promise<void> => {
    if (chance.is(0.01)) await time.wait(chance.between(5000, 90_000));
  };
  const startProcess = (): void => {
    const life = makeLife(deaths < 20 ? chance.between(1, 600) : Number.POSITIVE_INFINITY, stall);
    const process = { shared, time, slack, life };
    const sender = startSender(process);
    const everyMinute = (): void => {
      if (life.isOver) return;
      sender.wake();
      time.timers.after(60_000, everyMinute);
    };
    everyMinute();
    life.onEnd(() => {
      deaths++;
      time.timers.after(chance.between(0, 90_000), startProcess);
    });
  };
  for (let processes = 1 + (seed % 2); processes > 0; processes--) startProcess();
  let looks = 0;
  await time.runUntil(async () => ++looks % 50 === 0 && (await isOver(db)));
  return await whatIsWrong(db, slack);
}

/** For some people, over ten minutes: a few of them change the message of another one. */
function someDeliveries(chance: Random, count: number): (Partial<NewDelivery> & { key: string })[] {
  return Array.from({ length: count }, (_, index) => {
    const recipientId = `U${chance.between(1, 40)}`;
    const replaces = index % 10 === 9 ? { replaces: `d${index - 1}` } : {};
    return {
      key: `d${index}`,
      recipientId: index % 10 >= 8 ? `U-${Math.floor(index / 10)}` : recipientId,
      priority: chance.between(0, 3),
      dueAt: secondsLater(chance.between(0, 600)),
      timing: chance.is(0.5) ? 'at-once' : 'working-hours',
      details: replaces,
    };
  });
}

function someFault(chance: Random, { params }: SlackRequest): Fault {
  const isDone = chance.is(0.5);
  const doneAfterMs = isDone ? chance.between(0, 25_000) : undefined;
  const faults: Fault[] = [
    { kind: 'lost', isDone },
    { kind: 'truncated' },
    { kind: 'answer', status: 503, body: 'upstream connect error', isDone },
    { kind: 'answer', status: 500, body: '', isDone },
    slackError('internal_error', isDone),
    slackError('fatal_error', isDone),
    slackError('invalid_auth'),
    { kind: 'limited', retryAfterSeconds: chance.between(1, 40) },
    { kind: 'hangs', doneAfterMs },
    { kind: 'hangs', doneAfterMs },
    ...((params.get('blocks') ?? '[]') !== '[]' ? [slackError('invalid_blocks')] : []),
  ];
  return faults[chance.between(0, faults.length - 1)] ?? { kind: 'none' };
}

async function isOver(db: Db): Promise<boolean> {
  const open = await db.selectFrom('deliveries').select('id').where('settled_at', 'is', null).limit(1).execute();
  return open.length === 0;
}

async function whatIsWrong(db: Db, slack: SlackModel): Promise<string[]> {
  const rows = await db.selectFrom('deliveries').selectAll().execute();
  const replacing = new Map(rows.map((row) => [JSON.parse(row.details).replaces, row]));
  return rows.flatMap((row) => {
    const wrong: string[] = [];
    if (row.state !== 'sent') wrong.push(`${row.key} is ${row.state}: ${row.error}`);
    const times = slack.posted.filter(({ deliveryId }) => deliveryId === row.id).length;
    if (times > 1) wrong.push(`${row.key} was posted ${times} times`);
    const message = slack.posted.find(({ channel, ts }) => channel === row.channel && ts === row.ts);
    const later = replacing.get(row.key);
    const says = later?.ts === row.ts ? later.key : row.key;
    if (!message?.text.includes(says)) wrong.push(`${row.key} is not where it was noted`);
    return wrong;
  });
}
