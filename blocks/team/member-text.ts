import type { RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { LastCheckin, Member, TeamStatus } from '../../src/team/team.ts';
import { dayText } from '../dates.ts';
import { mention, strong, words } from '../kit.ts';
import { barText } from '../progress/bar.ts';
import { currentMilestone } from '../progress/standing.ts';

/** Which of the team are looked at. */
export type TeamFilter = 'everybody' | TeamStatus;

/** As a menu names those who are shown. */
export const filterNames: Record<TeamFilter, string> = {
  everybody: 'Everybody',
  'needs-word': 'Needs a word',
  blocked: 'Blocked',
  overdue: 'Check-in not answered',
  off: 'KPI off target',
  'on-course': 'On course',
  paused: 'Paused',
  'no-plan': 'No plan',
};

export const checkinWords: Record<LastCheckin['state'], string> = {
  answered: 'answered',
  asked: 'asked',
  open: 'not answered yet',
  'put-off': 'put off',
  missed: 'never answered',
};

/** `Day 30`, and what keeps it from going on. */
export function milestoneText({ plan }: Pick<Member, 'plan'>): string {
  if (!plan) return 'no plan';
  if (plan.state === 'ended') return 'plan ended';
  const current = currentMilestone(plan)?.title ?? 'no check-ins';
  const hindrance = hindranceText({ plan });
  return hindrance === '' ? current : `${current}, ${hindrance}`;
}

function hindranceText({ plan }: Pick<Member, 'plan'>): string {
  if (plan?.attention) return 'needs you';
  if (plan?.state !== 'paused') return '';
  return `paused${plan.pausedUntil ? ` until ${dayText(plan.pausedUntil, plan.today)}` : ''}`;
}

/** Somebody in a line: how far they are, and what is not as it should be. */
export function memberLine(member: Member, today: LocalDate): RichTextElement[] {
  const { personId, plan, blocked, kpis } = member;
  const current = plan && plan.state !== 'ended' ? currentMilestone(plan) : undefined;
  const hindrance = hindranceText({ plan });
  const facts = [
    ...(current && hindrance !== '' ? [hindrance] : []),
    ...(blocked ? [`▲ ${blocked.count} blocked since ${dayText(blocked.since, today)}`] : []),
    ...(member.statuses.includes('overdue') ? [overdueText(member, current?.title)] : []),
    ...(kpis.off > 0 ? [`▲ ${kpiCount(kpis.off)} off`] : []),
    ...(kpis.atRisk > 0 ? [`◐ ${kpiCount(kpis.atRisk)} at risk`] : []),
  ];
  const standing = current
    ? [words(`${barText(current.goals)}  `), strong(current.title), words(`, ${dayText(current.dueOn, plan?.today)}`)]
    : [words(milestoneText(member))];
  return [mention(personId), words('  '), ...standing, ...facts.map((fact) => words(` · ${fact}`))];
}

function overdueText({ checkin }: Member, current: string | undefined): string {
  if (!checkin) return '';
  return `${checkin.milestone === current ? '' : `${checkin.milestone} `}check-in ${checkinWords[checkin.state]}`;
}

const kpiCount = (count: number): string => `${count} ${count === 1 ? 'KPI' : 'KPIs'}`;

/** `3 KPIs on target, 1 at risk, 1 off`; empty where nothing is measured. */
export function kpisText({ onTarget, atRisk, off }: Member['kpis']): string {
  const parts = [
    ...(onTarget > 0 ? [`${onTarget} on target`] : []),
    ...(atRisk > 0 ? [`${atRisk} at risk`] : []),
    ...(off > 0 ? [`${off} off`] : []),
  ];
  return parts.length === 0 ? '' : `KPIs: ${parts.join(', ')}.`;
}
