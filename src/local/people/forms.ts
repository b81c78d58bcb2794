import { z } from 'zod';
import { failure } from '../bot/link.ts';
import { closedPayload, submissionPayload } from '../bot/payloads.ts';
import { objectIn } from '../checks/json.ts';
import { SlackError, sentenceFor } from '../checks/slack-error.ts';
import { requireView, type StoredView } from '../kept/view-store.ts';
import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { PageAnswer, StateValues } from '../protocol.ts';
import { done, problem, type RequestOf } from './answers.ts';
import { checkInputs } from './input-check.ts';
import { stateValues } from './state-values.ts';

const noLongerOpen = problem('That form is no longer open.');

const responseAction = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

/** A modal's submission: Slack's own checks, then the bot's word, which may be errors or another view. */
export async function submitView(pieces: Pieces, person: Person, request: RequestOf<'submit'>): Promise<PageAnswer> {
  const view = pieces.modals.stackOf(person.id).at(-1);
  if (view?.id !== request.viewId) return noLongerOpen;
  const values = stateValues(view.blocks, request.state);
  const errors = checkInputs(view, values);
  if (Object.keys(errors).length > 0) return { ok: false, errors };

  const submitted: StoredView = { ...view, state: { values } };
  const answer = await pieces.bot.sendPayload(
    submissionPayload(pieces.world, person, submitted, pieces.triggers.issue(person.id)),
  );
  if (answer.kind === 'failed') return problem(`We had some trouble connecting ("${failure(answer)}"). Try again?`);
  try {
    return followAnswer(pieces, person, { view, values, body: answer.body });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    pieces.log.warn({ error: error.code, ...error.details }, 'the answer to a submission was refused');
    return problem(`Slack refused the app's answer to this form: ${sentenceFor(error)}`);
  }
}

function followAnswer(
  pieces: Pieces,
  person: Person,
  { view, values, body }: { view: StoredView; values: StateValues; body: string },
): PageAnswer {
  const { modals } = pieces;
  if (body.trim() === '') {
    // the bot may have updated it while it was being submitted: it closes all the same
    if (modals.stackOf(person.id).at(-1)?.id === view.id) modals.pop(person.id);
    return done;
  }
  const parsed = responseAction.safeParse(objectIn(body));
  if (!parsed.success) throw new SlackError('invalid_response_action');
  const { data: answer } = parsed;
  switch (answer.response_action) {
    case 'errors':
      return showErrors(answer.errors, values);
    case 'update': {
      const current = modals.find({ viewId: view.id })?.view ?? view;
      modals.update(person.id, current, requireView(answer.view, 'modal'));
      return done;
    }
    case 'push':
      modals.push(person.id, requireView(answer.view, 'modal'));
      return done;
    case 'clear':
      modals.clear(person.id);
      return done;
  }
}

/** Slack shows errors below inputs only, and refuses those of a block that has none. */
function showErrors(errors: Record<string, string>, values: StateValues): PageAnswer {
  const unknown = Object.keys(errors).filter((blockId) => !Object.hasOwn(values, blockId));
  if (unknown.length > 0) throw new SlackError(`no input block has the id ${unknown.join(', ')}`);
  return { ok: false, errors };
}

/** The X or the close button of the uppermost modal. */
export function closeView(pieces: Pieces, person: Person, { viewId }: RequestOf<'close'>): PageAnswer {
  const stack = pieces.modals.stackOf(person.id);
  const view = stack.at(-1);
  if (view?.id !== viewId) return noLongerOpen;
  const isCleared = view.type === 'modal' && view.clear_on_close === true;
  if (isCleared) pieces.modals.clear(person.id);
  else pieces.modals.pop(person.id);
  for (const closed of isCleared ? stack.toReversed() : [view]) {
    if (closed.type !== 'modal' || closed.notify_on_close !== true) continue;
    void pieces.bot.sendPayload(closedPayload(pieces.world, person, closed, isCleared)).then((answer) => {
      if (answer.kind === 'failed')
        pieces.log.warn({ reason: answer.reason }, 'a closed view was not taken by the bot');
    });
  }
  return done;
}
