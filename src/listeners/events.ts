import type { AllMiddlewareArgs, App, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from './deps.ts';
import { answerOrExplain } from './failure.ts';
import { readTyped } from './read-typed.ts';

type Occurrence = Pick<SlackEventMiddlewareArgs & AllMiddlewareArgs, 'event' | 'client' | 'context'>;

/** What each event of the manifest leads to, by its type: somebody writes to the bot, or opens its Home tab. */
export const eventRoutes = new Map<string, (occurrence: Occurrence, deps: Deps) => Promise<void>>([
  ['message', answerMessage],
  ['app_home_opened', showHome],
]);

export function listenToEvents(app: App, deps: Deps): void {
  const isNew = firstTimes();
  app.event(/^/, async ({ event, client, context, body }) => {
    if (isNew(body.event_id)) await eventRoutes.get(event.type)?.({ event, client, context }, deps);
  });
}

/** Slack sends an event again when its acknowledgement was lost: https://docs.slack.dev/apis/events-api#retries */
function firstTimes(): (id: string) => boolean {
  const most = 10_000; // more than come within the six minutes in which Slack tries again
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest = ''] = seen;
    if (seen.size > most) seen.delete(oldest);
    return true;
  };
}

/** Messages that somebody wrote; the other subtypes are news about messages (edited, deleted). */
const written = new Set<string | undefined>([undefined, 'file_share', 'me_message', 'thread_broadcast']);

async function answerMessage({ event, client, context }: Occurrence, { guide, log, say }: Deps): Promise<void> {
  if (event.type !== 'message' || event.channel_type !== 'im' || !written.has(event.subtype)) return;
  if ('bot_id' in event && event.bot_id !== undefined) return; // the bot's own
  const text = 'text' in event ? (event.text ?? '') : '';
  const to = { channel: event.channel, thread: 'thread_ts' in event ? event.thread_ts : undefined };
  await answerOrExplain(
    log,
    { what: 'message', workspace: context.teamId, person: 'user' in event ? event.user : undefined },
    (message) => say(client, to, message),
    () => say(client, to, guide.answer(readTyped(text))),
  );
}

async function showHome({ event, client, context }: Occurrence, { guide, log, say }: Deps): Promise<void> {
  if (event.type !== 'app_home_opened' || event.tab !== 'home') return;
  await answerOrExplain(
    log,
    { what: 'home', workspace: context.teamId, person: event.user },
    (message) => say(client, { channel: event.channel }, message), // the tab itself is what failed
    () => client.views.publish({ user_id: event.user, view: guide.home }),
  );
}
