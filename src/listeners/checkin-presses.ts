import { answerShown } from '../../blocks/checkin/answer-shown.ts';
import { awayForm } from '../../blocks/checkin/away-form.ts';
import { checkinActions } from '../../blocks/checkin/checkin-actions.ts';
import { checkinForm, checkinFormView } from '../../blocks/checkin/form.ts';
import { type FormMetadata, readFormMetadata } from '../../blocks/checkin/form-metadata.ts';
import { noteKept, readNoteChoice, withoutOffer } from '../../blocks/checkin/note-offer.ts';
import { putOffAnswer } from '../../blocks/checkin/put-off.ts';
import { readCheckinPage } from '../../blocks/checkin/read-form.ts';
import type { Snooze } from '../calendar/checkin-times.ts';
import { readCheckinForm } from '../plans/checkin-form.ts';
import { keepDraft, keepNote } from '../plans/draft.ts';
import { type PutOff, snoozeCheckin } from '../plans/put-off.ts';
import { readAnswer } from '../plans/read-answer.ts';
import { Refusal } from '../refusal.ts';
import { storageTrouble } from '../store/dialect.ts';
import type { Deps } from './deps.ts';
import { nameOf } from './name-of.ts';
import { carriedBy, type Press, type PressRoute, placeOf, pushModal } from './press.ts';
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
  [checkinActions.read, showAnswer],
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
  await pushModal(
    press,
    awayForm({ checkinId, title: milestone.title, today: progress.today, message: placeOf(press) }),
  );
}

/**
 * Slack tells of each letter. Where it cannot be stored the form says so, once, and not a message each time; once it can
 * be again, the form says nothing any more.
 */
async function keepTyped(press: Press, deps: Deps): Promise<void> {
  const made = madeFor(press);
  if (!made) return;
  const isUnkept = await isNotKept(press, deps, made);
  if (isUnkept !== (made.isUnkept ?? false)) await updateForm(press, deps, { ...made, isUnkept });
}

/** A goal's note is asked for once its state is another one. */
async function redrawForm(press: Press, deps: Deps): Promise<void> {
  const made = madeFor(press);
  if (made) await updateForm(press, deps, { ...made, isUnkept: await isNotKept(press, deps, made) });
}

async function showFirstPage(press: Press, deps: Deps): Promise<void> {
  const made = madeFor(press);
  if (made) await updateForm(press, deps, { ...made, page: 1, isUnkept: await isNotKept(press, deps, made) });
}

const madeFor = ({ body: { view } }: Press): FormMetadata | undefined =>
  view?.callback_id === checkinForm ? readFormMetadata(view.private_metadata) : undefined;

/** Keeps what was typed, on the page that is open: Slack hands all of it over with each press in a form. */
async function isNotKept(press: Press, { plans, log }: Deps, { checkinId, goals }: FormMetadata): Promise<boolean> {
  const { actor, action, body } = press;
  const typed = readCheckinPage(body.view?.state.values ?? {});
  try {
    await keepDraft(plans, actor, { checkinId, typed, goalVersions: goals, typedAt: action.action_ts });
    return false;
  } catch (error) {
    const trouble = storageTrouble(error);
    if (!trouble) throw error;
    const { workspaceId: workspace, personId: person } = actor;
    log.warn({ err: error, storage: trouble, workspace, person }, 'what was typed could not be kept');
    return true;
  }
}

async function updateForm({ actor, body, client }: Press, { plans }: Deps, made: FormMetadata): Promise<void> {
  const form = await readCheckinForm(plans, actor, made.checkinId, made.goals);
  const view = checkinFormView({ form, page: made.page, stakeholders: plans.role.stakeholders, made });
  if (body.view) await client.views.update({ view_id: body.view.id, view });
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

async function showAnswer(press: Press, { plans }: Deps): Promise<void> {
  const answer = await readAnswer(plans, press.actor, carriedBy(press.action));
  await pushModal(press, answerShown(answer, plans.role.stakeholders));
}
