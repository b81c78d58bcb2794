import type { KnownBlock } from '@slack/types';
import type { PlannedMessage } from '../../src/plans/planned-messages.ts';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { lines, type Message, type Modal, mention, phrase, plain, strong } from '../kit.ts';
import { managerNamed } from './manager-named.ts';
import { type TheirTime, whenText } from './planned-when.ts';
import { asReading } from './reading.ts';

export const shownView = 'plan.shown';

export interface EveryMessageView extends TheirTime {
  messages: readonly { planned: PlannedMessage; message: Message }[];
  toManager: ToManager;
}

/** What the manager gets; nothing where nobody is named. */
export interface ToManager {
  atTheStart: KnownBlock[];
  whenCalled: KnownBlock[];
}

/** To the manager: what they are told at the start, if somebody else named them, and what later, as no day is known for it. */
export function tellsManager(
  plan: PlanProgress,
  { roleTitle, namedBy }: { roleTitle: string; namedBy: string | undefined },
): ToManager {
  const { managerId, personId } = plan;
  if (managerId === undefined) return { atTheStart: [], whenCalled: [] };
  const named = namedBy === undefined ? undefined : asReading(managerNamed({ plan, roleTitle, namedBy }).blocks);
  const to = (when: string): KnownBlock[] => [divider, lines(...phrase`${strong(when)}, to ${mention(managerId)}`)];
  return {
    atTheStart: named ? [...to('At the start'), named] : [],
    whenCalled: [
      ...to('When something is blocked or help is wanted'),
      lines(
        ...phrase`What it is, in the words of ${mention(personId)}, and one good next step. It comes in their working hours, and not at all where nothing is blocked.`,
      ),
    ],
  };
}

const divider: KnownBlock = { type: 'divider' };

/** https://docs.slack.dev/reference/views/modal-views: 100 blocks and 250 KB, of which the rest of the view needs some. */
const mostBlocks = 92;
const mostBytes = 200_000;

/** Each message that a plan will send, in full: when, to whom, and how it reads as things stand today. */
export function everyMessage(view: EveryMessageView): Modal {
  const each = view.messages.map((one) => messageBlocks(one, view));
  const shown = each.slice(0, fitting(each));
  const left = each.length - shown.length;
  return {
    type: 'modal',
    callback_id: shownView,
    title: plain('Every message'),
    close: plain('Close'),
    blocks: [
      lines(
        ...phrase`This is what I will send, as it reads today. Goals and days are filled in afresh when it goes out.`,
      ),
      ...view.toManager.atTheStart,
      ...shown.flat(),
      ...(left > 0 ? [lines(...phrase`There are ${String(left)} more, too many to show in one window.`)] : []),
      ...view.toManager.whenCalled,
    ],
  };
}

function messageBlocks({ planned, message }: EveryMessageView['messages'][number], time: TheirTime): KnownBlock[] {
  const reading = asReading(message.blocks);
  const when = whenText(planned, time);
  const title = phrase`${strong(`${when.charAt(0).toUpperCase()}${when.slice(1)}`)}, to ${mention(planned.recipientId)}`;
  return [divider, lines(...title), ...(reading ? [reading] : [])];
}

/** How many of them fit one window, from the first on. */
function fitting(each: KnownBlock[][]): number {
  let [blocks, bytes, count] = [0, 0, 0];
  for (const one of each) {
    blocks += one.length;
    bytes += Buffer.byteLength(JSON.stringify(one));
    if (blocks > mostBlocks || bytes > mostBytes) break;
    count++;
  }
  return count;
}
