import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

/** In bytes. */
export const largestBody = 1024 * 1024;

/** The body of a request, as it came. @throws {Problem} it says that it is no JSON, or it is too large */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  requireJson(request);
  if (Number(request.headers['content-length'] ?? 0) > largestBody) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size <= largestBody) pieces.push(piece);
  }
  if (size > largestBody) throw tooLarge();
  return Buffer.concat(pieces);
}

function requireJson({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((one) => /^\s*charset="?([^"\s]*)"?\s*$/.exec(one)?.[1]).find((one) => one);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (type.trim() === 'application/json' && (charset ?? 'utf-8') === 'utf-8' && encoding === 'identity') return;
  throw new Problem('other-format', 'Send JSON in UTF-8, not compressed, with "Content-Type: application/json".', {
    headers: { accept: 'application/json' },
  });
}

const tooLarge = (): Problem =>
  new Problem('too-large', `A body has at most ${largestBody} bytes. Push the readings in several requests.`, {
    headers: { connection: 'close' },
  });

/** What it says. @throws {Problem} it is no JSON in UTF-8 */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Problem('no-json', 'The body cannot be read as JSON in UTF-8. Check quotes and commas.');
  }
}
