import { randomUUID } from 'node:crypto';
import { on, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { listening, urlOf } from './coach.ts';

/** Slack's side of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketSlack extends AsyncDisposable {
  /** What `SLACK_API_URL` is set to. */
  apiUrl: string;
  /** Where the answer to a press goes; a post to it is a call of `response_url`. */
  responseUrl: string;
  /** Methods that are answered otherwise than with `{ ok: true }`, perhaps after a while. */
  answers: Map<string, () => Answer | Promise<Answer>>;
  /** The arguments of the next call of this method, each call once. */
  nextCall(method: string): Promise<Arguments>;
  /** The next connection that the bot made, each once. */
  nextConnection(): Promise<Connection>;
}

export interface Answer {
  status: number;
  body: object;
}

type Arguments = Record<string, unknown>;

export interface Connection {
  /** Sends an envelope, and gives the payload of its acknowledgement. */
  sends(type: 'slash_commands' | 'events_api' | 'interactive', payload: object): Promise<unknown>;
  /** Waits until all that was sent has come to the bot. */
  arrived(): Promise<void>;
  /** Slack asks for a new connection, as it does every few hours. */
  asksForRefresh(): void;
  /** The connection is cut without a word. */
  drops(): void;
  /** Nothing arrives any more, and nobody says so. */
  fallsSilent(): void;
  /** The code that it was closed with: 1000 where the bot said goodbye. */
  closed: Promise<number>;
}

export async function startSocketSlack(): Promise<SocketSlack> {
  const calls = new Map<string, Queue<Arguments>>();
  const connections = makeQueue<Connection>();
  const answers: SocketSlack['answers'] = new Map();
  const server = await listening(createServer(answerCall));
  const url = urlOf(server);
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => connections.put(greet(socket)));
  answers.set('apps.connections.open', () => ok({ url: `${url.replace('http', 'ws')}/link` }));

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [method = ''] = (request.url ?? '').split('/').slice(-1);
    callsOf(method).put(readArguments(await text(request), request.headers['content-type']));
    const { status, body } = (await answers.get(method)?.()) ?? ok({});
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  function callsOf(method: string): Queue<Arguments> {
    const made = calls.get(method) ?? makeQueue<Arguments>();
    calls.set(method, made);
    return made;
  }

  return {
    apiUrl: `${url}/api/`,
    responseUrl: `${url}/response_url`,
    answers,
    nextCall: (method) => callsOf(method).take(),
    nextConnection: () => connections.take(),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export const ok = (body: object): Answer => ({ status: 200, body: { ok: true, ...body } });

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown() });

function greet(socket: WebSocket): Connection {
  const waiting = new Map<string, (payload: unknown) => void>();
  socket.on('message', (message) => {
    const { envelope_id, payload } = acknowledgement.parse(JSON.parse(String(message)));
    waiting.get(envelope_id)?.(payload);
    waiting.delete(envelope_id);
  });
  socket.ping();
  socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  return {
    sends: (type, payload) =>
      new Promise((resolve) => {
        const envelope = { envelope_id: randomUUID(), type, accepts_response_payload: type !== 'events_api', payload };
        waiting.set(envelope.envelope_id, resolve);
        socket.send(JSON.stringify(envelope));
      }),
    arrived: async () => {
      socket.ping('arrived');
      for await (const [echo] of on(socket, 'pong')) if (String(echo) === 'arrived') return;
    },
    asksForRefresh: () => socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    drops: () => socket.terminate(),
    fallsSilent: () => socket.pause(),
    closed: new Promise((resolve) => socket.on('close', resolve)),
  };
}

/** Slack's client sends forms, in which whatever is not text is JSON. */
function readArguments(body: string, contentType = ''): Arguments {
  if (contentType.startsWith('application/json')) return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
}

interface Queue<Thing> {
  put(thing: Thing): void;
  /** The oldest that nobody took; waits for one where there is none. */
  take(): Promise<Thing>;
}

function makeQueue<Thing>(): Queue<Thing> {
  const things: Thing[] = [];
  const takers: ((thing: Thing) => void)[] = [];
  return {
    put: (thing) => {
      const taker = takers.shift();
      if (taker) taker(thing);
      else things.push(thing);
    },
    take: () => {
      const [thing] = things.splice(0, 1);
      return thing === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(thing);
    },
  };
}
