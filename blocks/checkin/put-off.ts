import { localDateOf } from '../../src/calendar/time-zone.ts';
import { momentText } from '../dates.ts';
import { actions, lines, type Message, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { answerButton } from './asking.ts';

export interface PutOffView {
  checkinId: string;
  /** `Day 30`. */
  title: string;
  askedAgainAt: Date;
  timeZone: string;
  now: Date;
}

/** What a question turns into once it is put off, with the way to answer it all the same. */
export const putOffAnswer = ({ checkinId, title, askedAgainAt, timeZone, now }: PutOffView): Message =>
  asMessage([
    lines(
      ...phrase`All right. I ask about ${title} again on ${momentText(askedAgainAt, timeZone, localDateOf(now, timeZone))}, your time.`,
    ),
    ...actions([answerButton('Answer now after all', checkinId)]),
  ]);
