import type { AllMiddlewareArgs, App, SlackEventMiddlewareArgs } from '@slack/bolt';
import { noteOffer } from '../../blocks/checkin/note-offer.ts';
import type { ChartMessage, Message } from '../../blocks/kit.ts';
import { asMessage, fitsOnePage } from '../../blocks/pages.ts';
import { profileOf } from '../directory.ts';
import { openCheckinOf } from '../plans/checkin-of.ts';
import { takeInProfile } from '../plans/take-in-profile.ts';
import { accept } from '../store/accepted-requests.ts';
import type { Asked } from './asked.ts';
import { answerWord } from './commands.ts';
import type { Deps } from './deps.ts';
import { answerOrExplain } from './failure.ts';
import { publishHome } from './home.ts';
import { isImport, offerImport } from './import-presses.ts';
import { findMistyped } from './mistyped-words.ts';
import { readTyped } from './read-typed.ts';
import { findWord, isMeant, type Word } from './words.ts';

type Occurrence = Pick<SlackEventMiddlewareArgs & AllMiddlewareArgs, 'event' | 'client'> & {
  workspaceId: string;
  eventId: string;
};

/** What each event of the manifest leads to, by its type: somebody writes to the bot, opens its Home tab, or is another now. */
export const eventRoutes = new Map<string, (occurrence: Occurrence, deps: Deps) => Promise<void>>([
  ['message', answerMessage],
  ['app_home_opened', showHome],
  ['user_change', takeInChange],
]);

export function listenToEvents(app: App, deps: Deps): void {
  app.event(/^/, async ({ event, client, body }) => {
    const occurrence = { event, client, workspaceId: body.team_id, eventId: body.event_id };
    await eventRoutes.get(event.type)?.(occurrence, deps);
  });
}

/** Slack sends an event again when its acknowledgement was lost: https://docs.slack.dev/apis/events-api#retries */
async function isNew({ plans, log }: Deps, workspaceId: string, eventId: string): Promise<boolean> {
  try {
    const request = { workspaceId, key: `event:${eventId}`, at: plans.clock.now() };
    return await plans.db.transaction().execute((trx) => accept(trx, request));
  } catch (error) {
    log.error({ err: error, workspace: workspaceId }, 'an event could not be noted; it is answered all the same');
    return true; // the guide needs no database
  }
}

/** Messages that somebody wrote; the other subtypes are news about messages (edited, deleted). */
const written = new Set<string | undefined>([undefined, 'file_share', 'me_message', 'thread_broadcast']);

async function answerMessage({ event, client, workspaceId, eventId }: Occurrence, deps: Deps): Promise<void> {
  if (event.type !== 'message' || event.channel_type !== 'im' || !written.has(event.subtype)) return;
  if ('bot_id' in event && event.bot_id !== undefined) return; // the bot's own
  if (!(await isNew(deps, workspaceId, eventId))) return;
  const text = 'text' in event ? (event.text ?? '') : '';
  const person = 'user' in event ? (event.user ?? '') : '';
  const to = { channel: event.channel, thread: 'thread_ts' in event ? event.thread_ts : undefined };
  const actor = { workspaceId, personId: person };
  const answer = (message: ChartMessage) => deps.say(client, to, message);
  const asked: Asked = { actor, text, client, triggerId: undefined, answer };
  const files = event.subtype === 'file_share' ? (event.files ?? []) : [];
  const word = text.trim() === '' ? undefined : findMeant(text, deps);
  if (word && !isImport(files, text)) return answerWord(asked, word, deps, client);
  await answerOrExplain(
    deps.log,
    { what: 'message', workspace: workspaceId, person },
    {
      readerId: person,
      work: async () => {
        if (isImport(files, text)) return offerImport(asked, files, deps);
        for (const message of await answersTo(deps, actor, { text, ts: event.ts, isReply: to.thread !== undefined }))
          await answer(message);
      },
      fail: answer,
    },
  );
}

function findMeant(text: string, { guide }: Deps): Word | undefined {
  const word = findWord(text);
  return word && isMeant(word) ? word : findMistyped(text, guide);
}

/** A word or two are a question; whoever writes more may be telling how it goes. */
const fewestWords = 5;

/** What the role says to it, and under an open check-in the offer to keep it as a note: in one message where both fit. */
async function answersTo(
  { guide, plans, log }: Deps,
  actor: Asked['actor'],
  { text, ts, isReply }: { text: string; ts: string; isReply: boolean },
): Promise<Message[]> {
  const answer = guide.answer(readTyped(text));
  if (isReply) return [answer]; // a reply cannot be read back by the history of the conversation
  if (text.trim().endsWith('?') || text.trim().split(/\s+/).length < fewestWords) return [answer];
  try {
    const open = await openCheckinOf(plans.db, actor);
    if (!open) return [answer];
    const offer = noteOffer({ checkinId: open.id, title: plans.role.titleOf(open.milestone), ts });
    const both = [...offer, { type: 'divider' as const }, ...answer.blocks];
    return fitsOnePage(both) ? [asMessage(both)] : [answer, asMessage(offer)];
  } catch (error) {
    log.error({ err: error, workspace: actor.workspaceId, person: actor.personId }, 'a note could not be offered');
    return [answer]; // what the role says needs no database
  }
}

async function showHome({ event, client, workspaceId }: Occurrence, deps: Deps): Promise<void> {
  if (event.type !== 'app_home_opened' || event.tab !== 'home') return;
  const actor = { workspaceId, personId: event.user };
  await answerOrExplain(
    deps.log,
    { what: 'home', workspace: workspaceId, person: event.user },
    {
      readerId: event.user,
      work: () => publishHome(client, deps, actor),
      fail: (message) => deps.say(client, { channel: event.channel }, message), // the tab itself is what failed
    },
  );
}

/** Somebody's zone or account is another one: https://docs.slack.dev/reference/events/user_change */
async function takeInChange({ event, workspaceId }: Occurrence, { plans, log }: Deps): Promise<void> {
  if (event.type !== 'user_change') return;
  const { user } = event;
  await answerOrExplain(
    log,
    { what: 'user_change', workspace: workspaceId, person: user.id },
    {
      work: () => takeInProfile(plans, { workspaceId, personId: user.id }, profileOf(user, log)),
      fail: async () => {}, // nobody asked for it
    },
  );
}
