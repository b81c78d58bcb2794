import { fromInstant, type Instant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { MilestoneProgress, PlanProgress } from '../plans/progress.ts';
import type { SavedAt } from '../store/digest-news.ts';
import type { Change } from './digest.ts';

/** The check-ins that were answered since a moment, and those whose answer was changed. @param answers oldest first */
export function answerChanges(plan: PlanProgress, answers: readonly SavedAt[], since: Instant): Change[] {
  return plan.milestones.flatMap(({ checkinId, title }): Change[] => {
    const own = answers.filter((answer) => answer.checkin_id === checkinId);
    if ((own.at(-1)?.saved_at ?? '') < since) return [];
    const first = own.find(({ version }) => version === 1);
    return [{ kind: first && first.saved_at >= since ? 'answered' : 'changed', milestone: title }];
  });
}

export interface Fall {
  from: number;
  to: number;
  at: Date;
  milestone: string;
}

/** Whether somebody is less sure of themself than the time before, by the last two answers that say; not what is long past. */
export function confidenceFall(plan: PlanProgress, answers: readonly SavedAt[], notBefore: Date): Fall | undefined {
  const said = answers.flatMap(({ confidence, ...answer }) => (confidence === null ? [] : [{ ...answer, confidence }]));
  const [before, last] = said.slice(-2);
  if (!before || !last || last.confidence >= before.confidence) return undefined;
  const at = fromInstant(last.saved_at);
  const milestone = plan.milestones.find(({ checkinId }) => checkinId === last.checkin_id)?.title ?? '';
  return at < notBefore ? undefined : { from: before.confidence, to: last.confidence, at, milestone };
}

/** The last check-in that was asked about, where it has no answer and the day on which it was asked is over. */
export function openCheckin(plan: PlanProgress): (MilestoneProgress & { askedAt: Date }) | undefined {
  const latest = plan.milestones.findLast(({ askedAt, answeredAt }) => askedAt ?? answeredAt);
  if (!latest?.askedAt || plan.state !== 'running') return undefined;
  const isOpen = latest.state === 'asked' || latest.state === 'missed';
  const isOver = localDateOf(latest.askedAt, plan.timeZone) < plan.today;
  return isOpen && isOver ? { ...latest, askedAt: latest.askedAt } : undefined;
}
