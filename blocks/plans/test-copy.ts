import type { PlannedMessage } from '../../src/plans/planned-messages.ts';
import { lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { type TheirTime, whenText } from './planned-when.ts';
import { asReading } from './reading.ts';

export interface TestView extends TheirTime {
  planned: PlannedMessage;
}

/** A message as a test for somebody else than its recipient: a line that says so before it, and no buttons. */
export function testCopy({ blocks }: Message, { planned, ...time }: TestView): Message {
  const reading = asReading(blocks);
  return asMessage([
    lines(...phrase`Test: ${mention(planned.recipientId)} gets this ${whenText(planned, time)}.`),
    ...(reading ? [reading] : []),
  ]);
}

/** What comes before the test copies. */
export const testIntro = (personId: string, count: number): Message =>
  asMessage([
    lines(
      ...phrase`Here is what ${mention(personId)} gets over the year, as a test that only you see: ${count === 1 ? 'one message' : `${count} messages, one after the other`}. The buttons are left out.`,
    ),
  ]);
