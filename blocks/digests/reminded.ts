import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { Reminded } from '../../src/digests/remind-person.ts';
import type { MilestoneProgress } from '../../src/plans/progress.ts';
import { answerButton } from '../checkin/asking.ts';
import { dayText } from '../dates.ts';
import { actions, lines, type Message, mention, phrase, primary } from '../kit.ts';
import { asMessage } from '../pages.ts';

/** To the person: whose wish it was, and the one thing to do. */
export const askedReminder = (
  byId: string,
  { title, checkinId }: Pick<MilestoneProgress, 'title' | 'checkinId'>,
): Message =>
  asMessage([
    lines(
      ...phrase`${mention(byId)} asked me to remind you of your ${title} check-in. It is still here; a state for each goal is enough, and saying what is in the way is an answer too.`,
    ),
    ...actions([primary(answerButton('Answer', checkinId))]),
  ]);

/** To the manager who asked for it. */
export function remindedMessage(personId: string, reminded: Reminded & { now: Date }): Message {
  const person = mention(personId);
  switch (reminded.kind) {
    case 'nothing-open':
      return asMessage([lines(...phrase`${person} has no check-in open by now: there is nothing to remind them of.`)]);
    case 'already':
      return asMessage([
        lines(
          ...phrase`I have reminded ${person} of ${reminded.milestone} today already. Once a day is enough; a word from you may do more.`,
        ),
      ]);
    case 'waiting':
      return asMessage([
        lines(
          ...phrase`A reminder of ${reminded.milestone} for ${person} is waiting already: it goes out ${dayOf(reminded)}. Once a day is enough; a word from you may do more.`,
        ),
      ]);
    case 'reminded':
      return asMessage([
        lines(
          ...phrase`I will remind ${person} of ${reminded.milestone} ${dayOf(reminded)}. They will see that you asked me to.`,
        ),
      ]);
  }
}

function dayOf({ at, now, timeZone }: { at: Date; now: Date; timeZone: string }): string {
  return at > now ? `on ${dayText(localDateOf(at, timeZone))}, when their day begins` : 'now';
}
