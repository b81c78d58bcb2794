import type { KnownBlock } from '@slack/types';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { dayText, hourText } from '../dates.ts';
import { actions, button, lines, list, type Message, mention, phrase, primary, strong, typed, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { progressButton } from '../progress/progress-buttons.ts';
import { disownBesideButton } from '../team/reporting-buttons.ts';
import { milestoneList, nextPlanned } from './milestone-lines.ts';

export interface WelcomeView {
  plan: PlanProgress;
  roleTitle: string;
}

/** The first message that a new hire gets: who is there for them, what comes when, who sees what, where to begin. */
export function welcome({ plan, roleTitle }: WelcomeView): Message {
  const { personId, managerId } = plan;
  const manager =
    managerId === undefined
      ? phrase`Who your manager is here is still open; the workspace admins know.`
      : phrase`Your manager here is ${mention(managerId)}.`;
  return asMessage([
    lines(
      ...phrase`Welcome, ${mention(personId)}. I am Role Coach, and I am around for your first year as ${roleTitle}: I tell you what comes, ask how it goes, and help where you are stuck. ${manager}`,
    ),
    ...whatHappensWhen(plan),
    ...firstGoals(plan),
    lines(
      strong('Who sees what: '),
      words(
        "your goals and answers are seen by you, your manager and the workspace admins. What you mark 'only for me' is seen by you alone.",
      ),
    ),
    lines(
      ...phrase`There is nothing to prepare. Have a look at your goals, and ask me about the role whenever you like: ${typed('')}.`,
    ),
    ...actions([
      primary(progressButton('See my goals', personId)),
      button('Set my hours', 'settings.open', 'mine'),
      ...(managerId === undefined ? [] : [disownBesideButton(managerId)]),
    ]),
  ]);
}

function whatHappensWhen({ milestones, today, hour }: PlanProgress): KnownBlock[] {
  const next = nextPlanned(milestones);
  if (next === undefined)
    return milestoneList(phrase`These days are past, so I do not ask about them. They are there if you like:`, {
      milestones,
      today,
    });
  const isLate = milestones.some(({ state }) => state === 'offered');
  const late = phrase`You have been here for a while, so I begin with ${next.title} on ${dayText(next.dueOn, today)}. What is past is there if you like to look back.`;
  return [
    ...milestoneList(phrase`I ask on these days, at ${hourText(hour)} your time:`, { milestones, today }),
    ...(isLate ? [lines(...late)] : []),
  ];
}

/** The goals of the day that comes first. */
function firstGoals({ milestones }: PlanProgress): KnownBlock[] {
  const first = nextPlanned(milestones) ?? milestones.at(-1);
  if (first === undefined || first.goals.length === 0) return [];
  return [
    list(
      phrase`What to reach by ${first.title}, one step at a time:`,
      first.goals.map(({ title }) => [words(title)]),
    ),
  ];
}
