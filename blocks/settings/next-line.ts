import type { RichTextElement } from '@slack/types';
import type { DaysAwayOf } from '../../src/settings/days-away.ts';
import { dayText, momentText } from '../dates.ts';
import { mention, phrase, strong } from '../kit.ts';
import { whosePlan } from '../people.ts';

/** What somebody's hours and days come to: when they are asked next. */
export function nextLine(
  { personId, next, timeZone, today }: Omit<DaysAwayOf, 'leave'>,
  readerId: string,
): RichTextElement[] {
  const isOwn = personId === readerId;
  switch (next.kind) {
    case 'planned': {
      const when = `${next.title}, ${momentText(next.at, timeZone, today)}`;
      return isOwn
        ? phrase`Your next check-in: ${strong(when)}.`
        : phrase`The next check-in of ${mention(personId)}: ${strong(when)} their time.`;
    }
    case 'paused':
      return phrase`${whosePlan(personId, readerId)} is paused${next.until === undefined ? '' : ` until ${dayText(next.until, today)}`}; I ask nothing before it goes on.`;
    case 'none':
      return phrase`${whosePlan(personId, readerId)} has no check-in still to come.`;
    case 'no-plan':
      return isOwn
        ? phrase`You have no plan yet. Check-ins and a manager's digest go by these settings.`
        : phrase`${mention(personId)} has no plan yet. Check-ins and a manager's digest go by these days.`;
  }
}
