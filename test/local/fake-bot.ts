import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const json = z.record(z.string(), z.unknown());

/** What Slack sent: a form, or the JSON of an event or of a form's `payload`. */
export interface FromSlack {
  headers: IncomingHttpHeaders;
  raw: string;
  body: Record<string, unknown>;
}

export interface BotReply {
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
}

export interface FakeBot extends AsyncDisposable {
  url: string;
  /** The next request that nobody has looked at yet. */
  next(): Promise<FromSlack>;
  /** How many requests wait to be looked at. */
  waiting(): number;
  /** Answers every request from now on like this. `null` leaves it without an answer. */
  reply(answer: BotReply | null | ((request: FromSlack) => Promise<BotReply | null>)): void;
}

/** A bot that keeps what Slack sends it and answers as it is told. */
export async function startFakeBot(): Promise<FakeBot> {
  const received = createQueue<FromSlack>();
  const state: { reply: (request: FromSlack) => Promise<BotReply | null> } = { reply: async () => ({}) };
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const raw = Buffer.concat(chunks).toString('utf8');
    const sent = { headers: request.headers, raw, body: bodyOf(raw, request.headers['content-type'] ?? '') };
    const reply = state.reply(sent);
    received.push(sent);
    const answer = await reply;
    if (!answer) return;
    const { status = 200, headers = {}, body = '' } = answer;
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(status, { 'Content-Type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = await listen(listener);
  return {
    url: `${server.url}/slack/events`,
    next: received.next,
    waiting: received.waiting,
    reply(answer) {
      state.reply = typeof answer === 'function' ? answer : async () => answer;
    },
    [Symbol.asyncDispose]: server.close,
  };
}

function bodyOf(raw: string, contentType: string): Record<string, unknown> {
  if (contentType.includes('json')) return json.parse(JSON.parse(raw));
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form['payload'] ? json.parse(JSON.parse(form['payload'])) : form;
}

export async function listen(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Things that come one after another, each waited for without sleeping. */
export function createQueue<Thing>(): { push(thing: Thing): void; next(): Promise<Thing>; waiting(): number } {
  const things: Thing[] = [];
  const readers: ((thing: Thing) => void)[] = [];
  return {
    push(thing) {
      const reader = readers.shift();
      if (reader) reader(thing);
      else things.push(thing);
    },
    next() {
      const thing = things.shift();
      return thing === undefined ? new Promise((resolve) => readers.push(resolve)) : Promise.resolve(thing);
    },
    waiting: () => things.length,
  };
}
