import type { AllMiddlewareArgs, App, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from './deps.ts';
import { answerOrExplain } from './failure.ts';
import { readTyped } from './read-typed.ts';
import { answerIn } from './say.ts';

type EventArgs = SlackEventMiddlewareArgs & AllMiddlewareArgs;

/** What happens in the workspace: somebody writes to the bot, or opens its Home tab. */
export function listenToEvents(app: App, deps: Deps): void {
  app.event(/^/, async (args) => {
    const { event } = args;
    if (event.type === 'message') await answerMessage({ ...args, event }, deps);
    if (event.type === 'app_home_opened') await showHome({ ...args, event }, deps);
  });
}

type Occurrence<Type extends EventArgs['event']['type']> = Pick<EventArgs, 'client' | 'context'> & {
  event: Extract<EventArgs['event'], { type: Type }>;
};

/** A message from a person to the bot; the bot's own, and news about messages (edited, deleted), are none. */
async function answerMessage({ event, client, context }: Occurrence<'message'>, { guide, log }: Deps): Promise<void> {
  if (event.channel_type !== 'im') return;
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

async function showHome(
  { event, client, context }: Occurrence<'app_home_opened'>,
  { guide, log }: Deps,
): Promise<void> {
  if (event.tab !== 'home') return;
  await answerOrExplain(
    log,
    { what: 'home', workspace: context.teamId, person: event.user },
    async () => undefined, // the tab keeps what it showed before
    () => client.views.publish({ user_id: event.user, view: guide.home }),
  );
}
