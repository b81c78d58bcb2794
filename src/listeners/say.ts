import { setTimeout as wait } from 'node:timers/promises';
import { RespondError, type RespondFn } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ChartMessage } from '../../blocks/kit.ts';
import type { MessagePlace } from '../../blocks/message-place.ts';
import { wholeText } from '../../blocks/plain-text.ts';
import { cannotBeChanged } from '../delivery/slack-errors.ts';
import type { Timers } from '../delivery/timers.ts';

/** What Slack says of blocks that it does not take, or not yet in this workspace. */
const refusedBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

/** Changes the message whose button was pressed. Where Slack refuses its blocks, the same goes as text. */
export async function replaceMessage(respond: RespondFn, { text, blocks }: ChartMessage): Promise<void> {
  if (await isTaken(respond({ replace_original: true, text, blocks }))) return;
  await respond({ replace_original: true, text: wholeText(blocks), blocks: [] });
}

/** Changes a message that a form was opened from. One that is gone, or too old to be changed, is left. */
export async function updateMessage(
  client: WebClient,
  place: MessagePlace,
  { text, blocks }: ChartMessage,
): Promise<void> {
  const as = { ...place, parse: 'none' as const };
  try {
    await client.chat.update({ ...as, text, blocks });
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    if (refusedBlocks.has(error.data.error)) await client.chat.update({ ...as, text: wholeText(blocks), blocks: [] });
    else if (!cannotBeChanged(error.data.error)) throw error;
  }
}

/** Answers a command, for whoever typed it alone. Where Slack refuses its blocks, the same goes as text. */
export async function sendAnswer(respond: RespondFn, { text, blocks }: ChartMessage): Promise<void> {
  if (await isTaken(respond({ response_type: 'ephemeral', text, blocks }))) return;
  await respond({ response_type: 'ephemeral', text: wholeText(blocks) });
}

const refusal = z.object({ ok: z.literal(false), error: z.string() });

/** Slack's pages do not tell which status a refusal at a `response_url` has: 400, or 200 with `ok: false`. */
async function isTaken(responding: ReturnType<RespondFn>): Promise<boolean> {
  try {
    const refused = refusal.safeParse(await (await responding).json().catch(() => undefined)); // "ok" may be plain text
    return !(refused.success && refusedBlocks.has(refused.data.error));
  } catch (error) {
    if (error instanceof RespondError && error.statusCode === 400) return false;
    throw error;
  }
}

export interface Destination {
  channel: string;
  thread?: string | undefined;
}

/** Writes in a direct message: one after the other in each, as Slack takes one a second. */
export type Say = (client: WebClient, to: Destination, message: ChartMessage) => Promise<void>;

/** @param timers by which it waits where Slack has had one message too many; left out: as long as that takes */
export function makeSay(timers?: Timers): Say {
  const pause = timers ? (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve)) : wait;
  const last = new Map<string, Promise<void>>();
  return (client, to, message) => {
    const said = (last.get(to.channel) ?? Promise.resolve()).then(() => post({ client, pause }, to, message));
    const over = said.catch(() => {}); // whoever asked for it hears of it; the next one comes all the same
    last.set(to.channel, over);
    void over.then(() => last.get(to.channel) === over && last.delete(to.channel));
    return said;
  };
}

/** How often one message may be put off by Slack's limit before it is given up. */
const mostDelays = 5;

interface Line {
  client: WebClient;
  pause(ms: number): Promise<void>;
}

async function post({ client, pause }: Line, to: Destination, { text, blocks }: ChartMessage): Promise<void> {
  const thread = to.thread === undefined ? {} : { thread_ts: to.thread };
  const plain = { channel: to.channel, ...thread, mrkdwn: false, unfurl_links: false, unfurl_media: false };
  try {
    await whenAllowed(pause, () => client.chat.postMessage({ ...plain, text, blocks }));
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError && refusedBlocks.has(error.data.error))) throw error;
    await whenAllowed(pause, () => client.chat.postMessage({ ...plain, text: wholeText(blocks) }));
  }
}

/** A 429 is a refusal for certain, so that asking again makes no second message. */
async function whenAllowed(pause: Line['pause'], call: () => Promise<unknown>): Promise<void> {
  for (let delays = 0; ; delays++) {
    try {
      await call();
      return;
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || delays === mostDelays) throw error;
      await pause(error.retryAfter * 1000);
    }
  }
}
