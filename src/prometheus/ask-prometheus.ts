import { z } from 'zod';
import type { Asked, QueryError } from '../kpis/query-view.ts';
import { readAtMost } from '../read-at-most.ts';

/** The operator's Prometheus. */
export interface Prometheus {
  /** With the path that it is served under, and with `user:password@` where it asks for these. */
  url: string;
  fetch: typeof fetch;
}

const timeoutMs = 10_000;
const mostBytes = 1024 * 1024;
const mostRedirects = 3;
const longestMessage = 300;

/**
 * Asks for one number as it is at a moment: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries
 * One sample of a vector or a scalar is the value; all else is an error that says what came instead. Throws nothing.
 */
export async function askPrometheus(prometheus: Prometheus, query: string, at: Date): Promise<Asked> {
  const base = new URL(prometheus.url);
  const address = new URL(`${base.pathname.replace(/\/*$/, '')}/api/v1/query`, base.origin);
  address.search = new URLSearchParams({ query, time: String(at.getTime() / 1000) }).toString();
  try {
    return await answerFrom(await get(prometheus, address, authorizationOf(base)));
  } catch {
    return failed({ kind: 'no-answer' }); // refused, broken off or too late: all that can be said is that none came
  }
}

const failed = (error: QueryError): Asked => ({ ok: false, error });

function authorizationOf({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** Follows redirects on the same host alone: what the operator named is what is asked. */
async function get({ fetch }: Prometheus, address: URL, headers: Record<string, string>): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  for (let at = address, redirects = 0; ; redirects++) {
    const response = await fetch(at, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'manual',
      signal,
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    const next = new URL(location, at);
    if (next.origin !== address.origin || redirects === mostRedirects) return response;
    await response.body?.cancel();
    at = next;
  }
}

const sample = z.tuple([z.number(), z.string()]);
const answer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('scalar'), result: sample }),
      z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: sample.optional() })) }),
      z.object({ resultType: z.literal('matrix') }),
      z.object({ resultType: z.literal('string') }),
    ]),
  }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);

async function answerFrom(response: Response): Promise<Asked> {
  const body = await readAtMost(response, mostBytes);
  const read = answer.safeParse(body && jsonOf(body));
  if (read.success && read.data.status === 'error')
    return failed({ kind: 'refused', message: read.data.error.slice(0, longestMessage) });
  if (!response.ok || !read.success || read.data.status === 'error')
    return failed({ kind: 'status', status: response.status });
  const { data } = read.data;
  switch (data.resultType) {
    case 'scalar':
      return numberOf(data.result[1]);
    case 'vector': {
      const [first, ...others] = data.result;
      if (!first) return failed({ kind: 'no-data' });
      return others.length > 0 ? failed({ kind: 'several', count: data.result.length }) : numberOf(first.value?.[1]);
    }
    default:
      return failed({ kind: 'not-a-number' });
  }
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined; // no Prometheus: a page of something on the way to it
  }
}

/** A histogram has no value, and a quotient without requests is `NaN`. */
function numberOf(text: string | undefined): Asked {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? { ok: true, value } : failed({ kind: 'not-a-number' });
}
