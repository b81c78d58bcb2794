import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Random } from '../delivery/random.ts';
import { listening, urlOf } from './coach.ts';
import type { SkippableTime } from './skippable-time.ts';

/** How far a request has come: it is there, it is done, its answer is on its way. */
export type Moment = 'asked' | 'done' | 'answered';

/** Who asks: told how far each of their requests has come, which they may not survive. */
export interface Asker {
  sees(moment: Moment, method: string): void;
  isDead(): boolean;
}

export interface UnsteadySlack extends AsyncDisposable {
  url: string;
  /** All that whoever has died still asked has come, and what is not late is done: only then may time be skipped. */
  hasHeardAll(): Promise<void>;
  /** Whose requests come from now on. */
  serve(asker: Asker): void;
  /** From now on all goes well. */
  mend(): void;
  /** How many requests each fate had. */
  fates: ReadonlyMap<Fate, number>;
  /** How many messages were posted after whoever sent them had died. */
  postedForTheDead(): number;
}

/** What becomes of a request. One that is `late` is done after nobody waits for its answer any more. */
type Fate = 'answered' | 'late' | 'lost' | 'lost, done' | 'error' | 'error, done';

/** How long after it was asked Slack may still do what it was asked: what src/delivery/lease.ts builds on. */
const latestMs = 30_000;

interface Options {
  time: SkippableTime;
  chance: Random;
  /** The base of the local workspace. */
  workspaceUrl: string;
}

/** The local workspace, over a line on which requests come late, answers get lost, and errors say nothing. */
export async function unsteadySlack({ time, chance, workspaceUrl }: Options): Promise<UnsteadySlack> {
  const fates = new Map<Fate, number>();
  const state: State = { asker: { sees: () => {}, isDead: () => false }, isMended: false, postedForTheDead: 0 };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { asker } = state;
    const { url = '', headers } = request;
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return; // whoever asks died before all of it was sent
    const method = url.slice(url.lastIndexOf('/') + 1);
    const isPosting = method === 'chat.postMessage';
    asker.sees('asked', method);
    const fate = fateOf(asker, isPosting);
    fates.set(fate, (fates.get(fate) ?? 0) + 1);
    const carryOut = async (): Promise<Response> => {
      const { authorization = '', 'content-type': type = '' } = headers;
      const done = await fetch(workspaceUrl + url, {
        method: 'POST',
        headers: { authorization, 'content-type': type },
        body,
      });
      if (isPosting && asker.isDead()) state.postedForTheDead++;
      return done;
    };
    if (fate === 'late') time.after(chance.between(0, latestMs), async () => void (await carryOut()));
    const done = fate === 'answered' || fate.endsWith('done') ? await carryOut() : undefined;
    asker.sees('done', method);
    if (fate.startsWith('error')) response.writeHead(500).end();
    else if (fate === 'answered' && done) await answer(response, done);
    else response.destroy();
    asker.sees('answered', method);
  }

  const fateOf = (asker: Asker, isPosting: boolean): Fate => {
    if (asker.isDead()) return pick('late', 'late', 'lost', 'lost, done');
    if (state.isMended || !chance.is(0.08)) return 'answered';
    if (!isPosting) return pick('lost', 'lost, done', 'error');
    return pick('late', 'late', 'lost', 'lost, done', 'error', 'error, done');
  };
  const pick = (first: Fate, ...others: Fate[]): Fate => [first, ...others][chance.between(0, others.length)] ?? first;

  const underWay = new Set<Promise<void>>();
  const connections = new Set<Promise<unknown>>();
  const server = await listening(
    createServer((request, response) => {
      const taking = take(request, response).finally(() => underWay.delete(taking));
      underWay.add(taking);
    }).on('connection', (socket) => {
      const closed = new Promise((resolve) => socket.once('close', resolve)).finally(() => connections.delete(closed));
      connections.add(closed);
    }),
  );
  return {
    url: urlOf(server),
    async hasHeardAll() {
      while (connections.size + underWay.size > 0) await Promise.all([...connections, ...underWay]);
    },
    serve(asker) {
      state.asker = asker;
    },
    mend() {
      state.isMended = true;
    },
    fates,
    postedForTheDead: () => state.postedForTheDead,
    async [Symbol.asyncDispose]() {
      server.close();
      await Promise.all(underWay);
      server.closeAllConnections();
    },
  };
}

interface State {
  asker: Asker;
  isMended: boolean;
  postedForTheDead: number;
}

async function answer(response: ServerResponse, done: Response): Promise<void> {
  const names = ['content-type', 'x-oauth-scopes', 'retry-after'];
  const headers = names.flatMap((name) => [done.headers.get(name) ?? []].flat().map((value) => [name, value]));
  response.writeHead(done.status, Object.fromEntries(headers)).end(await done.text());
}
