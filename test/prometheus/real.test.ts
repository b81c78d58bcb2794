import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askPrometheus, type Prometheus } from '../../src/prometheus/ask-prometheus.ts';
import { listening } from '../support/coach.ts';

const isInstalled = findPrometheus();

test.runIf(process.env['CI'])('in CI there is a Prometheus to test with', () => {
  expect(isInstalled).toBe(true);
});

/** Debian: `apt-get install prometheus`. */
describe.skipIf(!isInstalled)('a real Prometheus', () => {
  const running: { process?: ChildProcess } = {};
  const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-prometheus-'));
  let prometheus: Prometheus;

  beforeAll(async () => {
    const port = await freePort();
    const config = path.join(folder, 'prometheus.yml');
    writeFileSync(
      config,
      `global: { scrape_interval: 1s }\nscrape_configs: [{ job_name: self, static_configs: [{ targets: ['127.0.0.1:${port}'] }] }]\n`,
    );
    const server = spawn(
      'prometheus',
      [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    running.process = server;
    for await (const line of createInterface(server.stderr)) if (line.includes('ready to receive')) break;
    server.stderr.resume();
    prometheus = { url: `http://127.0.0.1:${port}`, fetch };
  }, 30_000);

  afterAll(async () => {
    if (running.process?.exitCode === null) {
      running.process.kill('SIGKILL');
      await once(running.process, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const asks = (query: string) =>
    askPrometheus(prometheus, query, new Date(performance.timeOrigin + performance.now()));

  test('gives a vector of one sample, a scalar, and its own metrics', async () => {
    expect(await asks('vector(87)')).toEqual({ ok: true, value: 87 });
    expect(await asks('scalar(vector(0.5)) * 1000')).toEqual({ ok: true, value: 500 });
    await expect.poll(() => asks('up{job="self"}'), { timeout: 15_000 }).toEqual({ ok: true, value: 1 });
    const buckets = 'sum by (le) (prometheus_http_request_duration_seconds_bucket)';
    const quantile = await asks(`1000 * histogram_quantile(0.95, ${buckets})`);
    expect(quantile.ok && quantile.value).toBeGreaterThan(0);
  });

  test.each<[string, unknown]>([
    ['nothing_of_that_name', { kind: 'no-data' }],
    ['vector(0) / 0', { kind: 'not-a-number' }],
    ['vector(1) / 0', { kind: 'not-a-number' }],
    [
      'label_replace(vector(1), "a", "1", "", "") or label_replace(vector(2), "a", "2", "", "")',
      { kind: 'several', count: 2 },
    ],
    ['"text"', { kind: 'not-a-number' }],
    ['sum(', { kind: 'refused', message: expect.stringContaining('parse error') }],
    ['up[5m]', { kind: 'not-a-number' }],
  ])('gives no reading for %s', async (query, error) => {
    expect(await asks(query)).toEqual({ ok: false, error });
  });
});

function findPrometheus(): boolean {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = await listening(createServer());
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}
