import type { PlanProgress } from '../../src/plans/progress.ts';
import { actions, lines, type Message, mention, phrase, typed } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { releaseButton } from '../team/reporting-buttons.ts';
import { milestoneList, startText } from './milestone-lines.ts';
import { openPlan } from './plan-buttons.ts';

export interface ManagerNamedView {
  plan: PlanProgress;
  roleTitle: string;
  /** Whoever started the plan, somebody else than the manager. */
  namedBy: string;
}

/** To a manager whom somebody else named: what for, what comes of it, and the way to say no. */
export function managerNamed({ plan, roleTitle, namedBy }: ManagerNamedView): Message {
  const { planId, personId } = plan;
  const whose = namedBy === personId ? phrase`their` : phrase`${mention(personId)}'s`;
  return asMessage([
    lines(
      ...phrase`${mention(namedBy)} named you as ${whose} manager for the first year as ${roleTitle}. The plan ${startText(plan)}.`,
    ),
    ...milestoneList(phrase`I ask ${mention(personId)} how it goes on these days:`, plan),
    lines(
      ...phrase`You hear from me when something is blocked or help is wanted. In between, ${typed('progress')} and their name shows how far they are. If somebody else is the manager, say so below.`,
    ),
    ...actions([openPlan(planId), releaseButton(personId)]),
  ]);
}
