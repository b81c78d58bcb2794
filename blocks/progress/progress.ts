import type { KnownBlock } from '@slack/types';
import { header, lines, type Message, type Modal, mention, phrase, plain } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { type ProgressView, progressBlocks } from './progress-blocks.ts';

const title = 'Where things stand';

/** The answer to `progress`, for the person or for whoever may see them. */
export const progressMessage = (view: ProgressView): Message => asMessage([header(title), ...progressBlocks(view)]);

/** To somebody who asks for another's check-in: who answers it, and where that person stands. */
export const theirsToAnswer = (view: ProgressView): Message =>
  asMessage([
    lines(...phrase`Only ${mention(view.plan.personId)} answers their check-ins. This is where they stand.`),
    ...progressBlocks(view),
  ]);

export const progressView = 'progress.shown';

/** The same over the Home tab or a message; it carries whose it is, so that it can be drawn again. */
export const progressModal = (view: ProgressView): Modal => ({
  type: 'modal',
  callback_id: progressView,
  private_metadata: view.plan.personId,
  title: plain(title),
  close: plain('Close'),
  blocks: progressBlocks(view),
});

/** The same before the role's own Home tab. */
export const progressHome = (view: ProgressView): KnownBlock[] => [
  header(title),
  ...progressBlocks(view),
  { type: 'divider' },
];
