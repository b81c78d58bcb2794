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

/**
 * Whether somebody is less sure of themself than at the check-in before, by what the last two that say now say; at the
 * first one, than they said there before. Not what is long past.
 * @param answers oldest first
 */
export function confidenceFall(plan: PlanProgress, answers: readonly SavedAt[], notBefore: Date): Fall | undefined {
  const said = plan.milestones.flatMap(({ checkinId, title }) => {
    const now = confidenceSaid(answers.filter((answer) => answer.checkin_id === checkinId));
    return now ? [{ ...now, milestone: title }] : [];
  });
  const last = said.at(-1);
  if (!last) return undefined;
  const { to, at, milestone } = last;
  const from = said.at(-2)?.to ?? last.from;
  return from === undefined || to >= from || at < notBefore ? undefined : { from, to, at, milestone };
}

/** What one check-in says, since when, and what it said before: an answer whose text alone was changed says nothing new. */
function confidenceSaid(own: readonly SavedAt[]): { from: number | undefined; to: number; at: Date } | undefined {
  const to = own.at(-1)?.confidence ?? undefined;
  const before = own.findLastIndex(({ confidence }) => confidence !== to);
  const first = own[before + 1];
  if (to === undefined || !first) return undefined;
  return { from: own[before]?.confidence ?? undefined, to, at: fromInstant(first.saved_at) };
}

/** The last check-in that was asked about, where it has no answer and the day on which it was asked is over. */
export function openCheckin(plan: PlanProgress): (MilestoneProgress & { askedAt: Date }) | undefined {
  const latest = plan.milestones.findLast(({ askedAt, answeredAt }) => askedAt ?? answeredAt);
  if (!latest?.askedAt || plan.state !== 'running') return undefined;
  const isOpen = latest.state === 'asked' || latest.state === 'missed';
  const isOver = localDateOf(latest.askedAt, plan.timeZone) < plan.today;
  return isOpen && isOver ? { ...latest, askedAt: latest.askedAt } : undefined;
}
