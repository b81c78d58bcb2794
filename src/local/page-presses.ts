import { optionsOf } from './block-rules/objects.ts';
import { isRecord } from './block-rules/shape.ts';
import { actionTs, done, failure, problem, type RequestOf } from './page-answers.ts';
import type { Parts } from './parts.ts';
import { blockActionsPayload, type PressPlace } from './payloads.ts';
import { canSee } from './posting.ts';
import type { ElementState, PageAnswer } from './protocol.ts';
import { findElement, stateValues } from './state-values.ts';
import { findHome } from './view-store.ts';
import type { Person } from './world.ts';

const stale = problem('That has changed in the meantime. Have another look.');

/** A button that was pressed or an input that was changed, in a message, a modal or the Home tab. */
export async function pressElement(parts: Parts, person: Person, request: RequestOf<'action'>): Promise<PageAnswer> {
  const place = await findPlace(parts, person, request.source);
  if (!place) return stale;
  const { blocks } = place.kind === 'message' ? place.message : place.view;
  const placed = findElement(blocks, request.blockId, request.actionId);
  if (!placed || !isOffered(placed.element, request.element)) return stale;
  const answer = await parts.bot.sendPayload(
    blockActionsPayload(
      parts,
      {
        person,
        placed,
        element: request.element,
        state: stateValues(blocks, request.state),
        triggerId: parts.triggers.issue(person.id),
        actionTs: actionTs(parts),
      },
      place,
    ),
  );
  if (answer.kind === 'failed') return problem(`The app did not take that: "${failure(answer)}". Try again.`);
  if (answer.body.trim() !== '') {
    parts.pages.tell([person.id], {
      kind: 'notice',
      text: 'Slack ignores a message in the acknowledgement of a press: it belongs to the response_url.',
    });
  }
  return done;
}

async function findPlace(
  parts: Parts,
  person: Person,
  source: RequestOf<'action'>['source'],
): Promise<PressPlace | undefined> {
  if (source.kind === 'view') {
    const modal = parts.modals.stackOf(person.id).find(({ id }) => id === source.viewId);
    const view = modal ?? (await findHome(parts, person.id));
    return view?.id === source.viewId ? { kind: 'view', view } : undefined;
  }
  const conversation = parts.world.conversations.get(source.conversation);
  const message = await parts.messages.find(source.conversation, source.ts);
  if (!conversation || !message || !canSee(conversation, message, person.id)) return undefined;
  const target = { conversationId: conversation.id, personId: person.id, originalTs: message.ts };
  return { kind: 'message', message, conversation, responseUrl: parts.responseUrls.issue(target) };
}

/** Whether every option that was chosen is one that the element offers; what comes from elsewhere is not looked at. */
function isOffered(element: Record<string, unknown>, chosen: ElementState): boolean {
  if (!Array.isArray(element['options']) && !Array.isArray(element['option_groups'])) return true;
  const values = new Set(optionsOf(element).map(valueIn));
  const { selected_option: one, selected_options: several } = chosen;
  const picked: unknown[] = [...(one ? [one] : []), ...(Array.isArray(several) ? several : [])];
  return picked.every((option) => values.has(valueIn(option)));
}

function valueIn(option: unknown): unknown {
  return isRecord(option) ? option['value'] : undefined;
}
