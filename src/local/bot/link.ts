import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import { systemClock } from '../../calendar/clock.ts';
import type { Timers } from '../server/timers.ts';

const ANSWER_WITHIN_MS = 3000;
/** Slack tries an event again at once, after a minute and after five. */
const RETRY_AFTER_MS = [0, 60_000, 5 * 60_000];

type BotAnswer =
  | { kind: 'answered'; body: string; isJson: boolean }
  | { kind: 'failed'; reason: 'http_error' | 'http_timeout' | 'connection_failed'; noRetry: boolean };

export interface BotLink {
  connect(url: string): void;
  /** A slash command, as a form. */
  sendForm(form: Record<string, string>): Promise<BotAnswer>;
  /** A press, a submission or a shortcut, as Slack sends them: JSON in the field `payload` of a form. */
  sendPayload(payload: Record<string, unknown>): Promise<BotAnswer>;
  /** An event, sent up to four times until it is answered. */
  sendEvent(event: Record<string, unknown>): void;
  /** Waits until no request is under way; says whether one was. Retries that are to come later are not waited for. */
  quiet(): Promise<boolean>;
  close(): void;
}

interface Options {
  signingSecret: string;
  timers: Timers;
  log: Logger;
}

interface Request {
  body: string;
  contentType: string;
  headers?: Record<string, string>;
}

const form = 'application/x-www-form-urlencoded';

/** The way to the bot: signed requests over HTTP, as Slack makes them. */
export function createBotLink({ signingSecret, timers, log }: Options): BotLink {
  const state: { url: string | undefined } = { url: undefined };
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const send = (request: Request): Promise<BotAnswer> => {
    const sending = sendTo(state.url, request, { signingSecret, timers, closing: closing.signal });
    underWay.add(sending);
    void sending.then(() => underWay.delete(sending)); // it never fails
    return sending;
  };

  const deliver = async (body: string, attempt: number, reason: string): Promise<void> => {
    const headers = { 'X-Slack-Retry-Num': String(attempt), 'X-Slack-Retry-Reason': reason };
    const answer = await send({ body, contentType: 'application/json', ...(attempt > 0 ? { headers } : {}) });
    const retryAfterMs = RETRY_AFTER_MS[attempt];
    if (answer.kind === 'answered' || closing.signal.aborted) return;
    log.warn({ attempt, reason: answer.reason }, 'an event was not taken by the bot');
    if (retryAfterMs === undefined || answer.noRetry) return;
    timers.after(retryAfterMs, () => void deliver(body, attempt + 1, answer.reason));
  };

  return {
    connect(url) {
      state.url = url;
    },
    sendForm: (fields) => send({ body: new URLSearchParams(fields).toString(), contentType: form }),
    sendPayload: (payload) =>
      send({ body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), contentType: form }),
    sendEvent(event) {
      void deliver(JSON.stringify(event), 0, '');
    },
    async quiet() {
      const isBusy = underWay.size > 0;
      while (underWay.size > 0) await Promise.all(underWay);
      return isBusy;
    },
    close: () => closing.abort(),
  };
}

/** Slack's name, in what people see, for an answer that did not come in time or was no 2xx. */
export function failure({ reason }: { reason: string }): string {
  return reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
}

async function sendTo(
  url: string | undefined,
  { body, contentType, headers }: Request,
  { signingSecret, timers, closing }: { signingSecret: string; timers: Timers; closing: AbortSignal },
): Promise<BotAnswer> {
  if (url === undefined) return { kind: 'failed', reason: 'connection_failed', noRetry: false };
  const late = new AbortController();
  const cancel = timers.after(ANSWER_WITHIN_MS, () => late.abort());
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': contentType,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...sign(body, signingSecret),
        ...headers,
      },
      redirect: 'manual',
      signal: AbortSignal.any([late.signal, closing]),
    });
    const text = await response.text();
    const noRetry = response.headers.get('X-Slack-No-Retry') === '1';
    if (!response.ok) return { kind: 'failed', reason: 'http_error', noRetry };
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    return { kind: 'answered', body: text, isJson };
  } catch {
    return { kind: 'failed', reason: late.signal.aborted ? 'http_timeout' : 'connection_failed', noRetry: false };
  } finally {
    cancel();
  }
}

/** The bot checks the time against its machine's clock, so it is signed with that one, whatever clock was handed in. */
function sign(body: string, signingSecret: string): Record<string, string> {
  const timestamp = String(Math.floor(systemClock.now().getTime() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${signature}` };
}
