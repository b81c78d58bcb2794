import { setTimeout as wait } from 'node:timers/promises';
import type { RespondFn } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Message } from '../../blocks/kit.ts';

/** What Slack says of blocks that it does not take, or not yet in this workspace. */
const refusedBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

const refusal = z.object({ ok: z.literal(false), error: z.string() });

/** Changes the message whose button was pressed. Where Slack refuses its blocks, the same goes as text. */
export async function replaceMessage(respond: RespondFn, { text, blocks }: Message): Promise<void> {
  const response = await respond({ replace_original: true, text, blocks });
  const refused = refusal.safeParse(await response.json().catch(() => undefined)); // Slack says "ok" as plain text, too
  if (refused.success && refusedBlocks.has(refused.data.error))
    await respond({ replace_original: true, text, blocks: [] });
}

/** How often a message may be put off by Slack's limit of one a second for each channel. */
const mostDelays = 5;

/** Answers in a direct message, in the thread that was written in. */
export async function answerIn(
  client: WebClient,
  channel: { id: string; thread: string | undefined },
  message: Message,
): Promise<void> {
  const target = { channel: channel.id, ...(channel.thread === undefined ? {} : { thread_ts: channel.thread }) };
  for (let delays = 0; ; delays++) {
    try {
      await client.chat.postMessage({ ...target, text: message.text, blocks: message.blocks });
      return;
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError && delays < mostDelays) {
        await wait(error.retryAfter * 1000); // refused for certain: sending it again makes no second message
      } else if (
        error instanceof WebAPIPlatformError &&
        refusedBlocks.has(error.data.error) &&
        message.blocks.length > 0
      ) {
        await answerIn(client, channel, { text: message.text, blocks: [] });
        return;
      } else {
        throw error;
      }
    }
  }
}
