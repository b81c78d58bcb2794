import type { PlainTextElement, PlainTextOption } from '@slack/types';
import { failure } from '../bot/link.ts';
import { blockSuggestionPayload } from '../bot/payloads.ts';
import { checkSuggestedOptions } from '../checks/block-check.ts';
import { objectIn } from '../checks/json.ts';
import { findElement } from '../kept/placed-elements.ts';
import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { PageAnswer, PageOptionGroup } from '../protocol.ts';
import { problem, type RequestOf } from './answers.ts';
import { blocksAt, findPlace, stale } from './places.ts';
import { stateValues } from './state-values.ts';

const externalTypes = new Set(['external_select', 'multi_external_select']);
/** Slack's own, where the app names no `min_query_length`. */
const DEFAULT_QUERY_LENGTH = 3;

type Suggested =
  | { options: PlainTextOption[] }
  | { option_groups: { label: PlainTextElement; options: PlainTextOption[] }[] };

const noOptions: PageAnswer = { ok: true, groups: [] };

/** What the bot offers in a menu that it fills itself, for what was typed so far. */
export async function suggestOptions(
  pieces: Pieces,
  person: Person,
  request: RequestOf<'suggest'>,
): Promise<PageAnswer> {
  const place = await findPlace(pieces, person, request.source);
  if (!place) return stale;
  const blocks = blocksAt(place);
  const placed = findElement(blocks, request.blockId, request.actionId);
  if (!placed || !externalTypes.has(placed.type)) return stale;
  const { min_query_length: fewest = DEFAULT_QUERY_LENGTH } = placed.element;
  if (typeof fewest === 'number' && request.query.length < fewest) return noOptions;
  const use = { person, placed, query: request.query, state: stateValues(blocks, request.state) };
  const answer = await pieces.bot.sendPayload(blockSuggestionPayload(pieces, use, place));
  if (answer.kind === 'failed') return problem(`The app did not fill this menu: "${failure(answer)}".`);
  return answer.body.trim() === '' ? noOptions : readOptions(answer.body);
}

function readOptions(body: string): PageAnswer {
  const answer: unknown = objectIn(body);
  if (areOptions(answer)) return { ok: true, groups: groupsOf(answer) };
  const [first] = checkSuggestedOptions(answer);
  return problem(
    `Slack refused the app's options for this menu: ${first?.problem ?? ''} [json-pointer:${first?.pointer ?? ''}]`,
  );
}

function areOptions(answer: unknown): answer is Suggested {
  return checkSuggestedOptions(answer).length === 0;
}

function groupsOf(answer: Suggested): PageOptionGroup[] {
  if ('options' in answer) return [{ label: null, options: answer.options }];
  return answer.option_groups.map(({ label, options }) => ({ label: label.text, options }));
}
