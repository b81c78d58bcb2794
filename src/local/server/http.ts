import type { IncomingMessage, ServerResponse } from 'node:http';

const MEGABYTE = 1024 * 1024;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A request that cannot be read; the message says what to mend. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @throws {HttpProblem} 413 above so many megabytes */
export async function readBody(request: IncomingMessage, mostMegabytes = 1): Promise<string> {
  return (await readBytes(request, mostMegabytes)).toString('utf8');
}

/** @throws {HttpProblem} 413 above so many megabytes */
export async function readBytes(request: IncomingMessage, mostMegabytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > mostMegabytes * MEGABYTE) {
      throw new HttpProblem(413, `The request is larger than ${mostMegabytes} MB.`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** @throws {HttpProblem} 400 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new HttpProblem(400, 'The body is not valid JSON.');
  }
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

/**
 * Lets only this machine's own names through: a page elsewhere whose name was made to point at 127.0.0.1 sends its own.
 * @throws {HttpProblem} 403
 */
export function requireLoopbackHost({ headers }: IncomingMessage): void {
  if (!isLoopback(`http://${headers.host ?? ''}`)) {
    throw new HttpProblem(403, 'The local workspace answers to localhost, 127.0.0.1 and [::1] only.');
  }
}

/**
 * Lets a page post only when it came from this machine. No Origin: it is no page.
 * @throws {HttpProblem} 403
 */
export function requireOwnOrigin({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined && !isLoopback(headers.origin)) {
    throw new HttpProblem(403, 'Only the page of the local workspace may post here.');
  }
}

function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && loopback.has(new URL(origin).hostname);
}
