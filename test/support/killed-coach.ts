import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { PaceSettings } from '../../src/delivery/pace.ts';

/** What `killed-coach.mjs` is told. */
export interface Orders {
  databaseUrl: string;
  /** How far its clock is ahead of the machine's. */
  aheadMs: number;
  botToken: string;
  signingSecret: string;
  apiUrl: string;
  pace: PaceSettings;
}

/** The built bot as a process that is there to be killed. */
export interface KilledCoach {
  /** Resolves when it has loaded what it needs. */
  loads(): Promise<void>;
  /** Starts the bot. Resolves when all that is due is done, or it is dead. */
  works(orders: Orders): Promise<void>;
  /** SIGKILL: it does nothing from here on. */
  kill(): void;
  isDead(): boolean;
  /** Resolves when it is gone. @returns what else it came to than being killed: what it logged as an error, say */
  ends(): Promise<string[]>;
}

/** It loads what it needs while another one still works. */
export function loadCoach({ onUp }: { onUp: (port: string) => void }): KilledCoach {
  const child = spawn(process.execPath, ['test/support/killed-coach.mjs'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const logged: string[] = [];
  child.stderr.on('data', (chunk) => logged.push(String(chunk)));
  child.stdin.on('error', () => {}); // dead already
  const says = new Map<string, () => void>();
  const heard = async (words: string): Promise<void> => {
    await Promise.race([new Promise<void>((resolve) => says.set(words, resolve)), ended]);
  };
  const [loaded, idle] = [heard('loaded'), heard('idle')];
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('up ')) onUp(line.slice('up '.length));
    says.get(line)?.();
  });
  return {
    loads: () => loaded,
    async works(orders) {
      child.stdin.write(JSON.stringify(orders));
      await idle;
    },
    kill: () => void child.kill('SIGKILL'),
    isDead: () => child.killed,
    ends: async () => {
      await ended;
      const lines = logged.join('').split('\n');
      const troubles = lines.filter((line) => line !== '' && !line.startsWith('{"level":40')); // 40 is a warning
      return child.signalCode === 'SIGKILL' ? troubles : [`ended with ${child.exitCode}`, ...troubles];
    },
  };
}
