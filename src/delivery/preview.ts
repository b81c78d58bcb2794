import { checkinMessage } from '../../blocks/checkin/checkin-message.ts';
import { headsUp } from '../../blocks/checkin/heads-up.ts';
import { reminder } from '../../blocks/checkin/reminder.ts';
import type { Message } from '../../blocks/kit.ts';
import { welcome } from '../../blocks/plans/welcome.ts';
import type { PlanDeps } from '../plans/deps.ts';
import type { PlannedMessage } from '../plans/planned-messages.ts';
import type { PlanProgress } from '../plans/progress.ts';
import { messagesOf } from '../plans/send-test.ts';
import type { Plan } from '../store/plans.ts';

type Planned = Pick<PlannedMessage, 'kind' | 'milestone'> & {
  /** It was put off before. */
  isAgain?: boolean | undefined;
};

/** A message of a plan as it reads today; undefined where its milestone is not in the plan any more. */
export function planMessage(
  plan: PlanProgress,
  roleTitle: string,
  { kind, milestone: wanted, isAgain = false }: Planned,
): Message | undefined {
  if (kind === 'welcome') return welcome({ plan, roleTitle });
  const milestone = plan.milestones.find((one) => one.milestone === wanted);
  if (!milestone) return undefined;
  switch (kind) {
    case 'heads-up':
      return headsUp({ plan, milestone });
    case 'checkin':
      return checkinMessage({ plan, milestone, isAgain });
    case 'remind-1':
    case 'remind-2':
      return reminder({ plan, milestone, step: kind });
  }
}

/** Everything that a plan will still send, each with how it reads today. */
export async function previewMessages(
  deps: PlanDeps,
  plan: Plan,
  progress: PlanProgress,
): Promise<{ planned: PlannedMessage; message: Message }[]> {
  const planned = await messagesOf(deps, plan, progress);
  return planned.flatMap((one) => {
    const message = planMessage(progress, deps.role.title, one);
    return message ? [{ planned: one, message }] : [];
  });
}
