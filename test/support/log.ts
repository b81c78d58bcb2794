import { Writable } from 'node:stream';
import { type Logger, makeLog } from '../../src/log.ts';

/** A log that keeps what is written to it, one JSON object a line. */
export function recordedLog(): { log: Logger; written: () => string } {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: makeLog('debug', destination), written: () => lines.join('') };
}
