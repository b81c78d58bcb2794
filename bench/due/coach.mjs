// The bot: the scheduler's pass at that moment, and of each message what comes before it is sent.
import { setImmediate } from 'node:timers/promises';
import { schedule } from 'node-cron';
import { systemClock } from '../../dist/src/calendar/clock.js';
import { renderer } from '../../dist/src/delivery/messages.js';
import { advanceCheckins } from '../../dist/src/plans/advance.js';
import { openDatabase } from '../../dist/src/store/database.js';
import { claimDeliveries } from '../../dist/src/store/delivery-claims.js';
import { planDeps, silent } from '../plan-deps.mjs';
import { cronAt, run } from './run.mjs';

const atOnce = 20; // as many as the sender takes
const leaseMs = 60_000;
const [, , messages, url] = process.argv;

await run({ messages: Number(messages), leadMs: 5000 }, async ({ at, rendered }) => {
  const db = await openDatabase({ url, log: silent });
  const deps = planDeps(db, systemClock);
  const render = renderer(deps);
  let rendering = Promise.resolve();
  const wake = () => {
    rendering = rendering.then(() => renderDue(db, render, rendered));
  };
  schedule(cronAt(at), () => advanceCheckins({ ...deps, wake }));
});

async function renderDue(db, render, rendered) {
  for (;;) {
    const now = systemClock.now();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const busy = { workspaceIds: [], recipientIds: [] };
    const claims = await claimDeliveries(db, { now, leaseUntil, limit: atOnce, busy });
    for (const claim of claims) rendered(await render(claim));
    if (claims.length < atOnce) return;
    await setImmediate(); // as if Slack were asked
  }
}
