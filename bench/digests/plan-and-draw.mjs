// Plans and draws every digest that is due, as the bot does but for asking Slack. Prints as JSON what that took.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { renderer } from '../../dist/src/delivery/messages.js';
import { sendDigests } from '../../dist/src/digests/send-digests.js';
import { openDatabase } from '../../dist/src/store/database.js';
import { fromRow } from '../../dist/src/store/deliveries.js';
import { inTurn, takeTurns } from '../../dist/src/take-turns.js';
import { planDeps, silent } from '../plan-deps.mjs';

const [, , url, at] = process.argv;
const now = new Date(at);
const lookEveryMs = 1;
const atOnce = 500;

const db = await openDatabase({ url, log: silent });
const deps = planDeps(db, { now: () => now });
await deps.holidays.of('DE'); // read once, after the start
const planned = await timed(() => sendDigests(deps));
const drawn = await timed(() => drawAll(inTurn(renderer(deps), takeTurns())));
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ planned, drawn, peakBytes }));
await db.destroy();

/** In milliseconds, and for how long nothing else had a turn. */
async function timed(work) {
  const loop = monitorEventLoopDelay({ resolution: lookEveryMs });
  loop.enable();
  const startedAt = performance.now();
  const done = await work();
  const ms = performance.now() - startedAt;
  loop.disable();
  return { ms, stallMs: loop.max / 1e6, ...(typeof done === 'object' ? done : {}) };
}

async function drawAll(render) {
  let [digests, bytes, after] = [0, 0, ''];
  for (;;) {
    const rows = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('kind', '=', 'digest')
      .where('state', '=', 'waiting')
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    for (const row of rows) {
      const message = await render(fromRow(row));
      if (message) digests++;
      bytes += Buffer.byteLength(JSON.stringify(message ?? ''));
    }
    after = rows.at(-1)?.id ?? '';
    if (rows.length < atOnce) return { digests, bytes };
  }
}
