import type { App, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Message } from '../../blocks/kit.ts';
import { besideAction, openAction, openSearchAction } from '../../blocks/navigation.ts';
import { fromOlderVersion } from '../../blocks/problem.ts';
import { answerModal, searchModal } from '../../blocks/views.ts';
import { checkinPresses } from './checkin-presses.ts';
import { type Deps, forRequest } from './deps.ts';
import { digestPresses } from './digest-presses.ts';
import { exportPresses } from './export-words.ts';
import { answerOrExplain } from './failure.ts';
import { importPresses } from './import-presses.ts';
import { kpiPresses } from './kpi-presses.ts';
import { oneToOnePresses } from './one-to-one-presses.ts';
import { planPresses } from './plan-presses.ts';
import { carriedBy, type Press, type PressRoute, pushModal, showBeside, showModal } from './press.ts';
import { privacyPresses } from './privacy-presses.ts';
import { progressPresses } from './progress-presses.ts';
import { queryPresses } from './query-presses.ts';
import { reportingPresses } from './reporting-presses.ts';
import { replaceMessage } from './say.ts';
import { settingsPresses } from './settings-presses.ts';
import { teamPresses } from './team-presses.ts';
import { tokenPresses } from './token-presses.ts';
import { wordPresses } from './word-presses.ts';

/** Where each button and menu leads, by the part of its id before the colon. */
export const routes: ReadonlyMap<string, PressRoute> = new Map([
  [openAction, openPlace],
  [
    besideAction,
    (press: Press, { guide }: Deps) => pushModal(press, answerModal(guide.answer(carriedBy(press.action)))),
  ],
  [openSearchAction, (press: Press) => showModal(press, searchModal())],
  ...planPresses,
  ...checkinPresses,
  ...progressPresses,
  ...kpiPresses,
  ...digestPresses,
  ...teamPresses,
  ...oneToOnePresses,
  ...reportingPresses,
  ...settingsPresses,
  ...tokenPresses,
  ...exportPresses,
  ...privacyPresses,
  ...importPresses,
  ...queryPresses,
  ...wordPresses,
]);

/** Buttons and menus, in messages, in the Home tab and in modals; `name:more` is routed by its name. */
export function listenToActions(app: App, deps: Deps): void {
  app.action<SlackActionMiddlewareArgs<BlockAction>['body']>(/^/, async ({ ack, action, body, client, respond }) => {
    await ack();
    const [name = ''] = action.action_id.split(':');
    const actor = { workspaceId: body.team?.id ?? '', personId: body.user.id };
    const press = { actor, action, body, client, respond };
    const route = routes.get(name) ?? (() => showBeside(press, fromOlderVersion()));
    await answerOrExplain(
      deps.log,
      { what: name, workspace: actor.workspaceId, person: actor.personId },
      {
        readerId: actor.personId,
        work: () => route(press, forRequest(deps)),
        refuse: (message) => showOrSay(press, message, deps),
        // in a direct message: the trigger or the response_url may be what failed
        fail: (message) => deps.say(client, { channel: actor.personId }, message),
      },
    );
  });
}

/** Beside what was pressed; where the trigger has run out meanwhile, in the direct message. */
async function showOrSay(press: Press, message: Message, { log, say }: Deps): Promise<void> {
  const { client, actor } = press;
  try {
    await showBeside(press, message);
  } catch (error) {
    log.warn({ err: error, workspace: actor.workspaceId, person: actor.personId }, 'a refusal is told another way');
    await say(client, { channel: actor.personId }, message);
  }
}

/** In a message the answer takes the message's place; in the Home tab it opens as a modal, and there it changes the modal. */
async function openPlace(press: Press, { guide }: Deps): Promise<void> {
  const answer = guide.answer(carriedBy(press.action));
  await (press.body.view ? showModal(press, answerModal(answer)) : replaceMessage(press.respond, answer));
}
