import { awayForm } from '../../blocks/checkin/away-form.ts';
import { checkinActions } from '../../blocks/checkin/checkin-actions.ts';
import { checkinForm, checkinFormView } from '../../blocks/checkin/form.ts';
import { readFormMetadata } from '../../blocks/checkin/form-metadata.ts';
import { noteKept, readNoteChoice, withoutOffer } from '../../blocks/checkin/note-offer.ts';
import { putOffAnswer } from '../../blocks/checkin/put-off.ts';
import { readCheckinPage } from '../../blocks/checkin/read-form.ts';
import type { Snooze } from '../calendar/checkin-times.ts';
import { readCheckinForm } from '../plans/checkin-form.ts';
import { keepDraft, keepNote } from '../plans/draft.ts';
import { type PutOff, snoozeCheckin } from '../plans/put-off.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal } from './press.ts';
import { mentionedIn, readNote } from './read-note.ts';
import { replaceMessage } from './say.ts';

/** The buttons and inputs of check-ins. */
export const checkinPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [checkinActions.answer, openCheckinForm],
  [checkinActions.open, openCheckinForm],
  [checkinActions.tomorrow, snoozes('tomorrow')],
  [checkinActions.monday, snoozes('next-monday')],
  [checkinActions.away, openAwayForm],
  [checkinActions.state, redrawForm],
  [checkinActions.typed, keepTyped],
  [checkinActions.back, showFirstPage],
  [checkinActions.note, keepAsNote],
]);

async function openCheckinForm(press: Press, { plans }: Deps): Promise<void> {
  const form = await readCheckinForm(plans, press.actor, carriedBy(press.action));
  await pushModal(press, checkinFormView({ form, page: 1, stakeholders: plans.role.stakeholders }));
}

function snoozes(until: Snooze): PressRoute {
  return async (press, { plans }) => {
    const putOff = await snoozeCheckin(plans, press.actor, carriedBy(press.action), until);
    await replaceMessage(press.respond, putOffAnswer(putOffView(plans, putOff)));
  };
}

/** When the person is asked again, in words. */
export const putOffView = ({ role, clock }: Deps['plans'], { checkin, askedAgainAt, timeZone }: PutOff) => ({
  checkinId: checkin.id,
  title: role.titleOf(checkin.milestone),
  askedAgainAt,
  timeZone,
  now: clock.now(),
});

async function openAwayForm(press: Press, { plans }: Deps): Promise<void> {
  const { checkinId, milestone, progress } = await readCheckinForm(plans, press.actor, carriedBy(press.action));
  await pushModal(press, awayForm({ checkinId, title: milestone.title, today: progress.today }));
}

/** What was typed, on the page that is open: Slack hands all of it over with each press in a form. */
async function keepTyped({ actor, action, body }: Press, { plans }: Deps): Promise<void> {
  if (body.view?.callback_id !== checkinForm) return;
  const { checkinId, goals } = readFormMetadata(body.view.private_metadata);
  const typed = readCheckinPage(body.view.state.values);
  await keepDraft(plans, actor, { checkinId, typed, goalVersions: goals, typedAt: action.action_ts });
}

/** A goal's note is asked for once its state is another one. */
async function redrawForm(press: Press, deps: Deps): Promise<void> {
  await keepTyped(press, deps);
  await updateForm(press, deps, undefined);
}

async function showFirstPage(press: Press, deps: Deps): Promise<void> {
  await keepTyped(press, deps);
  await updateForm(press, deps, 1);
}

async function updateForm({ actor, body, client }: Press, { plans }: Deps, page: 1 | undefined): Promise<void> {
  if (body.view?.callback_id !== checkinForm) return;
  const made = readFormMetadata(body.view.private_metadata);
  const form = await readCheckinForm(plans, actor, made.checkinId, made.goals);
  const view = checkinFormView({ form, page: page ?? made.page, stakeholders: plans.role.stakeholders, made });
  await client.views.update({ view_id: body.view.id, view });
}

/** What somebody wrote in the direct message, kept where they say: read back from there, so that nothing is kept unasked. */
async function keepAsNote(press: Press, { plans }: Deps): Promise<void> {
  const { actor, action, body } = press;
  const choice = readNoteChoice(action.action_id, carriedBy(action));
  if (!choice) return;
  const { checkinId, ts, place } = choice;
  const { milestone } = await readCheckinForm(plans, actor, checkinId);
  if (place !== undefined) {
    const text = await writtenAt(press, ts);
    await keepNote(plans, actor, { checkinId, field: place, text, typedAt: action.action_ts });
  }
  const kept = noteKept({ checkinId, title: milestone.title, place });
  await replaceMessage(press.respond, withoutOffer(kept, body.message?.['blocks']));
}

/** @throws {Refusal} it was deleted meanwhile */
async function writtenAt({ actor, body, client }: Press, ts: string): Promise<string> {
  const range = { channel: body.channel?.id ?? '', oldest: ts, latest: ts, inclusive: true, limit: 1 };
  const { messages } = await client.conversations.history(range);
  const written = messages?.find((message) => message.ts === ts && message.user === actor.personId);
  if (!written) throw new Refusal({ kind: 'gone' });
  const text = written.text ?? '';
  const names = await Promise.all(
    mentionedIn(text)
      .slice(0, mostNames)
      .map((id) => nameOf(client, id)),
  );
  return readNote(text, new Map(names));
}

/** Each is a question to Slack. */
const mostNames = 10;

async function nameOf(client: Press['client'], id: string): Promise<[string, string]> {
  const { user } = await client.users.info({ user: id });
  return [id, user?.profile?.display_name || user?.real_name || id];
}
