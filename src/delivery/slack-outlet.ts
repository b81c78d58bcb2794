import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Answer, Outlet } from './outlet.ts';
import { troubleOf } from './slack-errors.ts';

/** How a message says which delivery it is: https://docs.slack.dev/messaging/message-metadata */
const eventType = 'role_coach_delivery';

/** No formatting by Slack, and no previews of links. */
const asItStands = { mrkdwn: false, unfurl_links: false, unfurl_media: false };

/** Slack's clock and ours may differ: what is looked for in a history may seem older than it is. */
const clocksDifferMs = 5 * 60_000;

/** The most that Slack suggests: https://docs.slack.dev/reference/methods/conversations.history#pagination */
const pageSize = 200;

/**
 * Slack's Web API as an outlet. `clientOf` gives a workspace's client, which has its token, asks once (`retries: 0`,
 * `rejectRateLimitedCalls`) and gives up after the sender's `timeoutMs`.
 */
export function slackOutlet(clientOf: (workspaceId: string) => WebClient): Outlet {
  return {
    open: ({ workspaceId, personId }) =>
      answer(opened, async () => clientOf(workspaceId).conversations.open({ users: personId })),
    post: ({ workspaceId, channel, deliveryId, message: { text, blocks } }) =>
      answer(posted, async () =>
        clientOf(workspaceId).chat.postMessage({
          ...asItStands,
          channel,
          text,
          ...(blocks.length === 0 ? {} : { blocks }),
          metadata: { event_type: eventType, event_payload: { delivery: deliveryId } },
        }),
      ),
    update: ({ workspaceId, channel, ts, message: { text, blocks } }) =>
      answer(changed, async () => clientOf(workspaceId).chat.update({ channel, ts, text, blocks, parse: 'none' })),
    history: ({ workspaceId, channel, since }) => readHistory(() => clientOf(workspaceId), channel, since),
  };
}

const opened = z
  .object({ ok: z.literal(true), channel: z.object({ id: z.string() }) })
  .transform(({ channel }) => ({ channel: channel.id }));

const posted = z.object({ ok: z.literal(true), ts: z.string() }).transform(({ ts }) => ({ ts }));

const changed = z.object({ ok: z.literal(true) }).transform(() => ({}));

const delivered = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.literal(eventType), event_payload: z.object({ delivery: z.string() }) }),
});

const historyPage = z
  .object({
    ok: z.literal(true),
    messages: z.array(z.unknown()),
    response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
  })
  .transform(({ messages, response_metadata }) => ({ messages, cursor: response_metadata?.next_cursor ?? '' }));

async function readHistory(
  client: () => WebClient,
  channel: string,
  since: Date,
): Promise<Answer<{ posted: ReadonlyMap<string, string> }>> {
  const oldest = String(Math.max(0, since.getTime() - clocksDifferMs) / 1000);
  const found = new Map<string, string>();
  let cursor = '';
  do {
    const range = { channel, oldest, limit: pageSize, include_all_metadata: true };
    const page = await answer(historyPage, async () =>
      client().conversations.history({ ...range, ...(cursor === '' ? {} : { cursor }) }),
    );
    if (page.kind !== 'done') return page; // half a history shows nothing
    for (const message of page.messages) {
      const ours = delivered.safeParse(message);
      if (ours.success) found.set(ours.data.metadata.event_payload.delivery, ours.data.ts);
    }
    cursor = page.cursor;
  } while (cursor !== '');
  return { kind: 'done', posted: found };
}

async function answer<Done extends object>(form: z.ZodType<Done>, ask: () => Promise<unknown>): Promise<Answer<Done>> {
  try {
    const read = form.safeParse(await ask());
    return read.success ? { kind: 'done', ...read.data } : { kind: 'unknown', error: 'no_such_answer' };
  } catch (error) {
    return troubleOf(error);
  }
}
