import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * One contender of due.mjs, in a process of its own (with `--expose-gc`): `prepare` has `leadMs` to see to it that from
 * a moment on, a full second, so many messages are rendered, each handed to `rendered`. Prints as JSON what that took.
 */
export async function run({ messages, leadMs }, prepare) {
  const at = Math.ceil((now() + leadMs) / 1000) * 1000;
  const lateMs = [];
  let bytes = 0;
  let finish = () => {};
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const startedAt = now();
  await prepare({
    at: new Date(at),
    rendered: (message) => {
      bytes += Buffer.byteLength(JSON.stringify(message)); // as it goes over the wire
      lateMs.push(now() - at);
      if (lateMs.length === messages) finish();
    },
  });
  const preparedMs = now() - startedAt;
  if (preparedMs > leadMs) throw new Error(`Not ready after ${leadMs} ms: the machine has too much else to do`);
  globalThis.gc();
  const waitingBytes = process.memoryUsage.rss();
  await wait(at - now() - 200);
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  await finished;
  await wait(10); // the last stall is known when it is over
  loop.disable();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const result = { preparedMs, medianMs: lateMs[messages / 2], lastMs: lateMs[messages - 1], stallMs: loop.max / 1e6 };
  process.stdout.write(JSON.stringify({ ...result, waitingBytes, peakBytes, bytes }));
  process.exit(); // timers that repeat have nothing more to do
}

/** For node-cron: that second, once a year. */
export const cronAt = (at) =>
  `${at.getSeconds()} ${at.getMinutes()} ${at.getHours()} ${at.getDate()} ${at.getMonth() + 1} *`;

const now = () => performance.timeOrigin + performance.now();
