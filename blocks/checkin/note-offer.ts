import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { actions, button, lines, type Message, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { checkinActions } from './checkin-actions.ts';
import type { Field } from './form-fields.ts';

/** Where something that was written in the direct message can be kept. */
const places = {
  wentWell: 'What went well',
  blocker: 'What blocks me',
  onlyForMe: 'Only for me',
} as const satisfies Partial<Record<Field, string>>;

export type NotePlace = keyof typeof places;

const notePlaces = ['wentWell', 'blocker', 'onlyForMe'] as const satisfies readonly NotePlace[];

export interface NoteOfferView {
  checkinId: string;
  /** `Day 30`. */
  title: string;
  /** Of the message that was written, as Slack names it. */
  ts: string;
}

/** What the ids of the offer's blocks begin with, so that it can be taken out of its message. */
const offerId = 'note-offer:';

/** To stand with an answer in the direct message while a check-in is open: two blocks. */
export const noteOffer = ({ checkinId, title, ts }: NoteOfferView): KnownBlock[] =>
  [
    lines(
      words(
        `Keep what you wrote for your ${title} check-in? Your manager and workspace admins can read the first two; the third is for you alone.`,
      ),
    ),
    ...actions([
      ...notePlaces.map((place) => button(places[place], `${checkinActions.note}:${place}`, `${checkinId}|${ts}`)),
      button('No, thanks', `${checkinActions.note}:none`, `${checkinId}|${ts}`),
    ]),
  ].map((block, index) => ({ ...block, block_id: `${offerId}${index}` }));

const shown = z.array(
  z.custom<KnownBlock>((block) => z.looseObject({ type: z.string(), block_id: z.string() }).safeParse(block).success),
);

/** A message that offered to keep something, with what came of it in the place of the offer. */
export function withoutOffer({ blocks: came }: Message, message: unknown): Message {
  const { data: blocks = [] } = shown.safeParse(message);
  const others = blocks.filter(({ block_id: id = '' }) => !id.startsWith(offerId));
  return asMessage([...came, ...others]);
}

export interface NoteChoice {
  checkinId: string;
  ts: string;
  /** Undefined: it is not to be kept. */
  place: NotePlace | undefined;
}

/** What a button of the offer asks for. @returns undefined for what no button of ours carries */
export function readNoteChoice(actionId: string, value: string): NoteChoice | undefined {
  const [checkinId = '', ts = ''] = value.split('|');
  const [, name] = actionId.split(':');
  const place = notePlaces.find((one) => one === name);
  if (checkinId === '' || ts === '' || (place === undefined && name !== 'none')) return undefined;
  return { checkinId, ts, place };
}

/** What the offer turns into. */
export function noteKept({ checkinId, title, place }: Omit<NoteOfferView, 'ts'> & Pick<NoteChoice, 'place'>): Message {
  if (place === undefined) return asMessage([lines(words('All right, I keep nothing of it.'))]);
  return asMessage([
    lines(words(`Kept under "${places[place]}" of your ${title} check-in. You can change it before you send it.`)),
    ...actions([button('Open the check-in', checkinActions.open, checkinId)]),
  ]);
}
