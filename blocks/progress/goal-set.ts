import type { Coaching } from '../../src/plans/coaching.ts';
import type { GoalState } from '../../src/plans/progress.ts';
import { coachingBlocks, coachingButton, coachingDetails } from '../checkin/coaching.ts';
import { actions, lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage, fitsOnePage } from '../pages.ts';
import { stateText } from './goal-state.ts';

/** To somebody who sets a goal to blocked: help, and who hears of it. */
export function goalBlocked(coaching: Coaching, managerId: string | undefined): Message {
  const help = coachingDetails.map((detail) => coachingBlocks(coaching, detail)).find(fitsOnePage);
  return asMessage([
    ...(managerId === undefined
      ? []
      : [
          lines(
            ...phrase`${mention(managerId)} sees it in your progress now, and hears from me that you could use a hand with it, unless you set it back within ten minutes.`,
          ),
        ]),
    ...(help ?? []),
    ...actions([coachingButton(coaching)]),
  ]);
}

/** To somebody who set a goal that another had set since it was shown. */
export const goalSetMeanwhile = ({ title, state, byId }: { title: string; state: GoalState; byId: string }): Message =>
  asMessage([
    lines(
      ...phrase`${mention(byId)} has set "${title}" to ${stateText(state)} meanwhile, and it is left like that. Choose again if you see it differently.`,
    ),
  ]);
