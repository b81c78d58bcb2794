import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listening, urlOf } from './coach.ts';

export interface RunningCoach extends AsyncDisposable {
  process: ChildProcess;
  /** Where it runs: its `data` is in it. */
  folder: string;
  /** What it printed so far. */
  output(): string;
  /** Waits until it has printed this. */
  prints(text: string): Promise<void>;
  /** Waits until it is gone, and gives its exit code. */
  ends(): Promise<number | null>;
}

/** The built bot as a process of its own, in an empty folder, with only these variables set. */
export function runCoach(
  env: Record<string, string>,
  folder = mkdtempSync(path.join(tmpdir(), 'role-coach-')),
): RunningCoach {
  const child = spawn(process.execPath, [path.resolve('dist/src/main.js')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const printed: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed.push(String(chunk));
      for (const look of [...waiting]) look();
    });
  }
  const output = () => printed.join('');
  return {
    process: child,
    folder,
    output,
    prints: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output().includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended before it printed "${text}":\n${output()}`)));
      }),
    ends: async () => {
      await ended;
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A port that is free now: for what has to be told its port before it starts. */
export async function freePort(): Promise<number> {
  const server = await listening(createServer());
  const { port } = new URL(urlOf(server));
  await new Promise((resolve) => server.close(resolve));
  return Number(port);
}
