import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { PlanProgress } from '../../src/plans/progress.ts';
import type { ManagersNote, PersonPage } from '../../src/team/read-person.ts';
import { isInTrouble } from '../../src/team/team.ts';
import { dayText, hourText } from '../dates.ts';
import { digestActions } from '../digests/digest-actions.ts';
import { pointText } from '../digests/point-text.ts';
import {
  actions,
  button,
  clipped,
  context,
  faint,
  lines,
  list,
  type Modal,
  mention,
  phrase,
  plain,
  primary,
  strong,
  words,
} from '../kit.ts';
import { myKpisButton } from '../kpis/kpi-actions.ts';
import { nextPlanned } from '../plans/milestone-lines.ts';
import { planActions } from '../plans/plan-buttons.ts';
import { hindrances, milestoneBar } from '../progress/progress-blocks.ts';
import { progressButton } from '../progress/progress-buttons.ts';
import { currentMilestone } from '../progress/standing.ts';
import { kpisText } from './member-text.ts';
import { addNoteButton, oneToOneButton } from './team-buttons.ts';
import { momentLine } from './timeline-text.ts';

export const personView = 'team.person';

/** As many as are talked about in ten minutes. */
const mostPoints = 5;
const mostNote = 400;

/** One person, for their manager: where they stand, what comes next, what needs a word, what happened, what was noted. */
export const personPage = (page: PersonPage): Modal => ({
  type: 'modal',
  callback_id: personView,
  title: plain('One of your people'),
  close: plain('Close'),
  blocks: [
    lines(...aboutLine(page)),
    ...standingBlocks(page),
    ...nextBlocks(page),
    ...wordBlocks(page),
    ...actions(buttons(page)),
    { type: 'divider' },
    ...timelineBlocks(page),
    { type: 'divider' },
    ...noteBlocks(page),
  ],
});

const aboutLine = ({ member, since, today }: PersonPage): RichTextElement[] =>
  since === undefined
    ? phrase`${mention(member.personId)} reports to you, and you see all that they have recorded.`
    : phrase`${mention(member.personId)} has reported to you since ${dayText(since, today)}.`;

function standingBlocks({ member: { plan, kpis }, managerId }: PersonPage): KnownBlock[] {
  const measured = kpisText(kpis);
  const current = plan && plan.state !== 'ended' ? currentMilestone(plan) : undefined;
  return [
    ...(plan ? hindrances({ ...plan, attention: undefined }, managerId) : [lines(words('They have no plan here.'))]),
    ...(plan && current ? [lines(...milestoneBar(current, plan.today))] : []),
    ...(measured === '' ? [] : [lines(words(measured))]),
  ];
}

/** What is certain of the time to come. */
function nextBlocks({ member: { plan }, daysAway, today }: PersonPage): KnownBlock[] {
  const dates = [
    ...(plan?.state === 'running' ? checkinDates(plan) : []),
    ...daysAway.map(({ from, to }) =>
      from === to
        ? phrase`Away on ${dayText(from, today)}`
        : phrase`Away from ${dayText(from, today)} to ${dayText(to, today)}`,
    ),
  ];
  return dates.length === 0 ? [] : [list([strong('Next dates')], dates)];
}

function checkinDates({ milestones, today, hour }: PlanProgress): RichTextElement[][] {
  const next = nextPlanned(milestones);
  const last = milestones.at(-1);
  return [
    ...(next ? [phrase`${next.title} check-in: ${dayText(next.dueOn, today)}, ${hourText(hour)} their time`] : []),
    ...(last && last !== next && last.state === 'planned'
      ? [phrase`The last one of the plan, ${last.title}: ${dayText(last.dueOn, today)}`]
      : []),
  ];
}

function wordBlocks({ member, managerId, today, now }: PersonPage): KnownBlock[] {
  const { personId, points } = member;
  if (points.length === 0)
    return [
      lines(
        words(
          isInTrouble(member)
            ? 'Nothing here needs a word beyond what you have discussed: "Prepare the one-to-one" shows that.'
            : 'Nothing here needs a word, as far as I know.',
        ),
      ),
    ];
  const shown = points
    .slice(0, mostPoints)
    .map((point) => pointText(point, { personId, managerId, today, since: now }));
  const more = points.length - shown.length;
  return [list([strong('Needs a word')], [...shown, ...(more > 0 ? [[words(`and ${more} more`)]] : [])])];
}

function buttons({ member: { personId, plan, checkin } }: PersonPage): Button[] {
  const isWaiting = plan?.state === 'running' && checkin !== undefined && checkin.state !== 'answered';
  return [
    primary(oneToOneButton(personId)),
    addNoteButton(personId),
    ...(plan ? [progressButton('See progress', personId)] : []),
    ...(isWaiting ? [button('Remind now', `${digestActions.remind}:one`, personId)] : []),
    myKpisButton('All their KPIs', personId),
    ...(plan && plan.state !== 'ended' ? [] : [button('Start a plan', `${planActions.onboard}:one`, personId)]),
  ];
}

function timelineBlocks({ timeline: { shown, older }, since, today, member }: PersonPage): KnownBlock[] {
  const moments = shown.map((moment) => momentLine(moment, today));
  const end = older > 0 ? [[words(`and ${older} older`)]] : [];
  return [
    moments.length === 0
      ? lines(strong('What happened'), words('\nNothing yet that was recorded here.'))
      : list([strong('What happened')], [...moments, ...end]),
    ...(since === undefined
      ? []
      : [
          lines(
            faint(`Since ${dayText(since, today)}, when they began to report to you. What came before is `),
            mention(member.personId),
            faint("'s to share."),
          ),
        ]),
  ];
}

function noteBlocks({ notes: { shown, hasMore }, today, member: { personId } }: PersonPage): KnownBlock[] {
  const title = strong('Your notes');
  if (shown.length === 0)
    return [
      lines(title, words('\nNone yet. "Add a note" keeps what you want to talk about, for you alone or for both.')),
    ];
  return [
    list(
      [title],
      shown.map((note) => noteLine(note, personId, today)),
    ),
    context(
      [
        shown.some(({ isShared }) => isShared) ? 'Only you see these, except what is shared.' : 'Only you see these.',
        ...(hasMore ? ['There are older ones.'] : []),
      ].join(' '),
    ),
  ];
}

const noteLine = (note: ManagersNote, personId: string, today: string): RichTextElement[] => [
  strong(dayText(note.writtenOn, today)),
  words(`  ${clipped(note.text, mostNote)}`),
  ...(note.isShared ? [faint('  shared with '), mention(personId)] : []),
  ...(note.isDiscussed ? [faint('  discussed')] : []),
];
