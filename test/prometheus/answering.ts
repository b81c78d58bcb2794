import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { Prometheus } from '../../src/prometheus/ask-prometheus.ts';
import { listening, urlOf } from '../support/coach.ts';

/** Something that answers where Prometheus is looked for. */
export interface Answering extends AsyncDisposable {
  prometheus: Prometheus;
  /** Each query that was asked, with the moment that it was asked for. */
  asked: { query: string; time: string }[];
  /** From now on. */
  answers(with_: RequestListener | unknown): void;
}

/** Answers every query alike: with JSON, or however a listener does. */
export async function startAnswering(first: RequestListener | unknown): Promise<Answering> {
  const now = { answer: first };
  const asked: Answering['asked'] = [];
  const server = await listening(
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://here');
      if (pathname.endsWith('/api/v1/query'))
        asked.push({ query: searchParams.get('query') ?? '', time: searchParams.get('time') ?? '' });
      if (typeof now.answer === 'function') now.answer(request, response);
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(now.answer));
    }),
  );
  return {
    prometheus: { url: urlOf(server), fetch },
    asked,
    answers(next) {
      now.answer = next;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export const vector = (...values: string[]) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: values.map((value, index) => ({ metric: { job: String(index) }, value: [1764000000.5, value] })),
  },
});
