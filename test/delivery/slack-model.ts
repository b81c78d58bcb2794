import type { VirtualTime } from './virtual-time.ts';

/** What goes wrong with one request. */
export type Fault =
  | { kind: 'none' }
  /** Another answer than the right one; whether Slack did what it was asked is another matter. */
  | { kind: 'answer'; status: number; body: string; isDone: boolean }
  | { kind: 'limited'; retryAfterSeconds: number }
  /** The connection breaks before the answer is there. */
  | { kind: 'lost'; isDone: boolean }
  /** The answer comes cut. */
  | { kind: 'truncated' }
  /** No answer; what was asked is done that much later, or never. */
  | { kind: 'hangs'; doneAfterMs: number | undefined };

export const slackError = (error: string, isDone = false): Fault => ({
  kind: 'answer',
  status: 200,
  body: JSON.stringify({ ok: false, error }),
  isDone,
});

export interface PostedMessage {
  channel: string;
  ts: string;
  text: string;
  blocks: string | undefined;
  deliveryId: string | undefined;
  at: Date;
}

export interface SlackRequest {
  method: string;
  params: URLSearchParams;
  at: Date;
}

/** Slack as far as the sender knows it, in virtual time. */
export interface SlackModel {
  /** For `WebClient`. */
  fetch: typeof fetch;
  requests: SlackRequest[];
  posted: PostedMessage[];
  /** How many requests were refused as too many. */
  limited(): number;
}

export interface SlackModelOptions {
  time: VirtualTime;
  faultOf?: (request: SlackRequest) => Fault;
  /** From a request's beginning to its answer. */
  latencyMs?: () => number;
  /** How many messages a page of a history has, and how long it takes until a message is in it. */
  pageSize?: number;
  historyLagMs?: number;
}

/** `WebClient` would wait in real time. */
const clientTimeoutMs = 10_000;

export function slackModel(options: SlackModelOptions): SlackModel {
  const { time, faultOf = () => ({ kind: 'none' }), latencyMs = () => 100 } = options;
  const world = makeWorld(options);
  const requests: SlackRequest[] = [];
  let limited = 0;

  async function answer(request: SlackRequest, latency: number): Promise<Response> {
    const fault = faultOf(request);
    if (fault.kind === 'hangs') {
      const { doneAfterMs } = fault;
      if (doneAfterMs !== undefined) void time.wait(doneAfterMs).then(() => world.take(request));
      await time.wait(clientTimeoutMs);
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    }
    await time.wait(latency / 2);
    if (fault.kind === 'limited') return tooMany(fault.retryAfterSeconds);
    if (fault.kind !== 'none' && fault.kind !== 'truncated') {
      if (fault.isDone) world.take(request);
      await time.wait(latency / 2);
      if (fault.kind === 'lost') throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
      return new Response(fault.body, { status: fault.status });
    }
    const given = world.take(request);
    if (given === 'too-many') limited++;
    await time.wait(latency / 2);
    if (given === 'too-many') return tooMany(1);
    const text = JSON.stringify(given);
    return new Response(fault.kind === 'truncated' ? text.slice(0, text.length / 2) : text);
  }

  return {
    requests,
    posted: world.posted,
    limited: () => limited,
    fetch: async (url, init) => {
      const method = String(url).replace(/^.*\//, '');
      const request = { method, params: new URLSearchParams(String(init?.body)), at: time.clock.now() };
      requests.push(request);
      return answer(request, latencyMs());
    },
  };
}

const tooMany = (seconds: number): Response =>
  new Response('', { status: 429, headers: { 'retry-after': String(seconds) } });

type Given = Record<string, unknown> | 'too-many';

function makeWorld({ time, pageSize = 100, historyLagMs = 0 }: SlackModelOptions) {
  const posted: PostedMessage[] = [];
  const lastPost = new Map<string, number>();
  let tsCount = 0;

  const methods = new Map<string, (params: URLSearchParams) => Given>([
    ['conversations.open', (params) => ({ ok: true, channel: { id: `D-${params.get('users')}` } })],
    [
      'chat.postMessage',
      (params) => {
        const channel = params.get('channel') ?? '';
        const at = time.clock.now();
        if (at.getTime() < (lastPost.get(channel) ?? 0) + 1000) return 'too-many';
        lastPost.set(channel, at.getTime());
        tsCount++;
        const ts = `${Math.floor(at.getTime() / 1000)}.${String(tsCount).padStart(6, '0')}`;
        const metadata = JSON.parse(params.get('metadata') ?? '{}');
        const deliveryId: string | undefined = metadata.event_payload?.delivery;
        posted.push({ channel, ts, at, deliveryId, ...contentOf(params) });
        return { ok: true, channel, ts };
      },
    ],
    [
      'chat.update',
      (params) => {
        const message = posted.find(({ channel, ts }) => channel === params.get('channel') && ts === params.get('ts'));
        if (!message) return { ok: false, error: 'message_not_found' };
        Object.assign(message, contentOf(params));
        return { ok: true, channel: message.channel, ts: message.ts };
      },
    ],
    [
      'conversations.history',
      (params) => {
        const visible = posted.filter(
          ({ channel, ts, at }) =>
            channel === params.get('channel') &&
            Number(ts) > Number(params.get('oldest') ?? 0) &&
            at.getTime() + historyLagMs <= time.clock.now().getTime(),
        );
        const first = Number(params.get('cursor') ?? 0);
        const page = visible.reverse().slice(first, first + pageSize);
        const more = first + pageSize < visible.length ? String(first + pageSize) : '';
        return { ok: true, messages: page.map(inHistory), response_metadata: { next_cursor: more } };
      },
    ],
  ]);
  return {
    posted,
    take: ({ method, params }: SlackRequest): Given =>
      methods.get(method)?.(params) ?? { ok: false, error: 'unknown_method' },
  };
}

const contentOf = (params: URLSearchParams) => ({
  text: params.get('text') ?? '',
  blocks: params.get('blocks') ?? undefined,
});

const inHistory = ({ ts, text, deliveryId }: PostedMessage) => ({
  type: 'message',
  ts,
  text,
  ...(deliveryId === undefined
    ? {}
    : { metadata: { event_type: 'role_coach_delivery', event_payload: { delivery: deliveryId } } }),
});
