import { failure } from '../bot/link.ts';
import { blockActionsPayload, type Place } from '../bot/payloads.ts';
import { optionsOf } from '../checks/block-rules/objects.ts';
import { isRecord } from '../checks/block-rules/shape.ts';
import { findElement } from '../kept/placed-elements.ts';
import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { ElementState, PageAnswer } from '../protocol.ts';
import { done, problem, type RequestOf } from './answers.ts';
import { blocksAt, findPlace, stale } from './places.ts';
import { stateValues } from './state-values.ts';

/** A button that was pressed or an input that was changed, in a message, a modal or the Home tab. */
export async function pressElement(pieces: Pieces, person: Person, request: RequestOf<'action'>): Promise<PageAnswer> {
  const place = await findPlace(pieces, person, request.source);
  if (!place) return stale;
  const blocks = blocksAt(place);
  const placed = findElement(blocks, request.blockId, request.actionId);
  if (!placed || !isOffered(placed.element, request.element)) return stale;
  const press = {
    person,
    placed,
    element: request.element,
    state: stateValues(blocks, request.state),
    triggerId: pieces.triggers.issue(person.id),
    responseUrl: responseUrlFor(pieces, person, place),
  };
  const answer = await pieces.bot.sendPayload(blockActionsPayload(pieces, press, place));
  if (answer.kind === 'failed') return problem(`The app did not take that: "${failure(answer)}". Try again.`);
  if (answer.body.trim() !== '') {
    pieces.pages.tell([person.id], {
      kind: 'notice',
      text: 'Slack ignores a message in the acknowledgement of a press: it belongs to the response_url.',
    });
  }
  return done;
}

function responseUrlFor({ responseUrls }: Pieces, person: Person, place: Place): string | null {
  if (place.kind === 'view') return null;
  const { message, conversation } = place;
  return responseUrls.issue({ conversationId: conversation.id, personId: person.id, originalTs: message.ts });
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
