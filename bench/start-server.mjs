import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const askEveryMs = 5;
const readyWithinMs = 30_000;

/**
 * Starts a Node program on a free port, with nothing in its environment but `env`, and waits until `isReady(port)`
 * is true. It never outlives this process.
 * @throws {Error} it ended, or was not ready within 30 s
 */
export async function startServer({ name, script, env, folder, isReady }) {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  for (let ready = false; !ready; ) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended before it was ready`);
    if (performance.now() - startedAt > readyWithinMs) throw new Error(`${name} was not ready in ${readyWithinMs} ms`);
    ready = await isReady(port).catch(() => false); // nobody listens there yet
    if (!ready) await wait(askEveryMs);
  }
  return { port, startMs: performance.now() - startedAt, stop };

  async function stop() {
    kill();
    await ended;
    process.off('exit', kill);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
