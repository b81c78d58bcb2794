import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

const lookEveryMs = 5;
const giveUpAfterMs = 600_000;

/**
 * One contender of due.mjs, in a process of its own (with `--expose-gc`): `prepare` has `leadMs` to see to it that from
 * a moment on, a full second, so many messages are rendered, each handed to `rendered`. Prints as JSON what that took.
 */
export async function run({ messages, leadMs }, prepare) {
  const at = Math.ceil((now() + leadMs) / 1000) * 1000;
  const lateMs = [];
  let bytes = 0;
  const rendered = (message) => {
    bytes += Buffer.byteLength(JSON.stringify(message)); // as it goes over the wire
    lateMs.push(now() - at);
  };
  const emptyBytes = residentBytes();
  const startedAt = now();
  await prepare({ at: new Date(at), rendered });
  const readyMs = now() - startedAt;
  if (readyMs > leadMs) throw new Error(`Not ready after ${leadMs} ms: this machine has too much else to do`);
  const waitingBytes = residentBytes() - emptyBytes;

  await wait(at - now() - 100);
  const loop = monitorEventLoopDelay({ resolution: lookEveryMs });
  loop.enable();
  while (lateMs.length < messages && now() < at + giveUpAfterMs) await wait(lookEveryMs);
  const counted = { rendered: lateMs.length, medianMs: lateMs[Math.floor(messages / 2)], lastMs: lateMs.at(-1) };
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(
    JSON.stringify({ readyMs, waitingBytes, peakBytes, stallMs: loop.max / 1e6, bytes, ...counted }),
  );
  process.exit(); // what repeats has nothing more to do
}

/** For node-cron: that second, once a year. */
export const cronAt = (at) =>
  `${at.getSeconds()} ${at.getMinutes()} ${at.getHours()} ${at.getDate()} ${at.getMonth() + 1} *`;

const now = () => performance.timeOrigin + performance.now();

function residentBytes() {
  globalThis.gc();
  return process.memoryUsage.rss();
}
