import type { AllMiddlewareArgs, App, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from './deps.ts';
import { answerOrExplain } from './failure.ts';
import { readTyped } from './read-typed.ts';
import { answerIn } from './say.ts';

type Occurrence = Pick<SlackEventMiddlewareArgs & AllMiddlewareArgs, 'event' | 'client' | 'context'>;

/** What each event of the manifest leads to, by its type: somebody writes to the bot, or opens its Home tab. */
export const eventRoutes = new Map<string, (occurrence: Occurrence, deps: Deps) => Promise<void>>([
  ['message', answerMessage],
  ['app_home_opened', showHome],
]);

export function listenToEvents(app: App, deps: Deps): void {
  app.event(/^/, async (occurrence) => {
    await eventRoutes.get(occurrence.event.type)?.(occurrence, deps);
  });
}

/** A message from a person to the bot; the bot's own, and news about messages (edited, deleted), are none. */
async function answerMessage({ event, client, context }: Occurrence, { guide, log }: Deps): Promise<void> {
  if (event.type !== 'message' || event.channel_type !== 'im') return;
  if (event.subtype !== undefined && event.subtype !== 'file_share') return;
  if ('bot_id' in event && event.bot_id !== undefined) return;
  const channel = { id: event.channel, thread: event.thread_ts };
  await answerOrExplain(
    log,
    { what: 'message', workspace: context.teamId, person: event.user },
    (message) => answerIn(client, channel, message),
    () => answerIn(client, channel, guide.answer(readTyped(event.text ?? ''))),
  );
}

async function showHome({ event, client, context }: Occurrence, { guide, log }: Deps): Promise<void> {
  if (event.type !== 'app_home_opened' || event.tab !== 'home') return;
  await answerOrExplain(
    log,
    { what: 'home', workspace: context.teamId, person: event.user },
    async () => undefined, // the tab keeps what it showed before
    () => client.views.publish({ user_id: event.user, view: guide.home }),
  );
}
