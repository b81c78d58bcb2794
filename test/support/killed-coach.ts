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

/** The built bot as a process that is there to be killed. What it is waited for resolves when it is dead, too. */
export interface KilledCoach {
  /** It has loaded what it needs. */
  loads(): Promise<void>;
  /** It takes requests, and begins with what is due. @returns its port */
  starts(orders: Orders): Promise<string | undefined>;
  /** All that is due is done. */
  idles(): Promise<void>;
  /** SIGKILL: it does nothing from here on. */
  kill(): void;
  isDead(): boolean;
  /** It is gone. @returns what else it came to than being killed: what it logged as an error, say */
  ends(): Promise<string[]>;
}

/** @param file what `bundleCoach` made of `killed-coach.mjs` */
export function loadCoach(file: string): KilledCoach {
  // it lives too short for V8 to make anything faster
  const child = spawn(process.execPath, ['--no-opt', file], { stdio: 'pipe' });
  const ended = once(child, 'close');
  const logged: string[] = [];
  child.stderr.on('data', (chunk) => logged.push(String(chunk)));
  child.stdin.on('error', () => {}); // dead already
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const says = async (): Promise<string | undefined> => {
    const line = await lines.next();
    return line.done ? undefined : line.value;
  };
  const loaded = says();
  return {
    loads: async () => {
      await loaded;
    },
    async starts(orders) {
      child.stdin.write(JSON.stringify(orders));
      return (await says())?.replace('up ', '');
    },
    idles: async () => {
      await says();
    },
    kill: () => void child.kill('SIGKILL'),
    isDead: () => child.killed,
    ends: async () => {
      await ended;
      const printed = logged.join('').split('\n');
      const troubles = printed.filter((line) => line !== '' && !line.startsWith('{"level":40')); // 40 is a warning
      return child.signalCode === 'SIGKILL' ? troubles : [`ended with ${child.exitCode}`, ...troubles];
    },
  };
}
