import type { KnownBlock } from '@slack/types';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { CheckinForm } from '../../src/plans/checkin-form.ts';
import type { Conflict } from '../../src/plans/conflicts.ts';
import type { GoalProgress, MilestoneProgress } from '../../src/plans/progress.ts';
import { dayText } from '../dates.ts';
import { actions, button, clipped, lines, type Modal, plain, strong, words } from '../kit.ts';
import { checkinActions } from './checkin-actions.ts';
import { conflictLine } from './form-conflicts.ts';
import { choiceField, choicesOf, type Field, type Stakeholder, textField } from './form-fields.ts';
import { goalFields } from './form-goals.ts';
import { blockIds, type FormMetadata } from './form-metadata.ts';

export const checkinForm = 'checkin.form';

export interface CheckinFormView {
  form: CheckinForm;
  page: 1 | 2;
  /** The role's, whom help can be wanted from. */
  stakeholders: readonly Stakeholder[];
  /** What somebody saved since the form was made. */
  conflicts?: readonly Conflict[];
  /** What an open form carries, when it is only drawn again: it stays made from what it was made from. */
  made?: FormMetadata;
  /** See `blockIds`. */
  revision?: number;
}

/** Far more than a role has: what keeps a page within Slack's 100 blocks, and what it carries within 3,000 characters. */
const mostGoals = 25;

/** One page of the form: the milestone's goals and all that can be said, or the earlier goals that are still open. */
export function checkinFormView(view: CheckinFormView): Modal {
  const { form, page } = view;
  const { milestone, earlier } = form;
  const isLast = page === 2 || earlier.length === 0;
  return {
    type: 'modal',
    callback_id: checkinForm,
    private_metadata: JSON.stringify(metadataOf(view)),
    title: plain(clipped(`${milestone.title} check-in`, 24)),
    submit: plain(isLast ? 'Save' : 'Next'),
    close: plain('Close'),
    blocks: [...remarks(view), ...(page === 1 ? firstPage(view) : secondPage(view))],
  };
}

function metadataOf({ form, page, made, revision = made?.revision ?? 0 }: CheckinFormView): FormMetadata {
  if (made) return { ...made, page, revision };
  const { checkinId, milestone, earlier } = form;
  const goals = [...milestone.goals.slice(0, mostGoals), ...earlier.slice(0, mostGoals)];
  const versions = goals.map(({ id, version }): [string, number] => [id, version]);
  return { checkinId, page, version: milestone.version, goals: Object.fromEntries(versions), revision };
}

/** What has to be known before anything is changed. */
function remarks({ form, page, made, conflicts = [] }: CheckinFormView): KnownBlock[] {
  const { answeredAt, progress } = form;
  const answered =
    answeredAt && `You answered on ${dayText(localDateOf(answeredAt, progress.timeZone), progress.today)}. `;
  return [
    ...(conflicts.length > 0
      ? [
          lines(
            strong('Not saved yet. '),
            words(
              'Something newer was saved meanwhile: it stands under each field where it differs, and what you typed is still in it. Change what you like, then save again.',
            ),
          ),
        ]
      : []),
    ...(made?.isUnkept
      ? [
          lines(
            strong('I cannot store anything just now. '),
            words('What you type stays here for as long as this form is open. Save it in a minute.'),
          ),
        ]
      : []),
    ...(answered !== undefined && page === 1 ? [lines(words(`${answered}Saving keeps both versions.`))] : []),
    ...(form.isDraft && !made && conflicts.length === 0
      ? [lines(words('What you typed before and did not save is filled in.'))]
      : []),
  ];
}

function firstPage(view: CheckinFormView): KnownBlock[] {
  const { progress, milestone } = view.form;
  const reader = progress.managerId === undefined ? 'Workspace admins' : 'Your manager and workspace admins';
  return [
    ...goalBlocks(view, milestone.goals),
    { type: 'divider' },
    lines(strong('All that follows is optional. '), words(`${reader} can read it, but for the last field.`)),
    ...(['wentWell', 'blockerKind', 'blocker', 'help', 'helpFrom', 'confidence', 'onlyForMe'] as const).flatMap(
      (field) => answerField(view, field),
    ),
  ];
}

function secondPage(view: CheckinFormView): KnownBlock[] {
  const { earlier, progress, checkinId } = view.form;
  const milestones = progress.milestones
    .map((milestone) => ({ ...milestone, goals: goalsIn(milestone, earlier) }))
    .filter(({ goals }) => goals.length > 0);
  return [
    lines(words('These come from earlier. Change what has moved on, and leave the rest.')),
    ...milestones.flatMap(({ title, goals }) => [lines(strong(title)), ...goalBlocks(view, goals)]),
    ...moreGoals(earlier.length),
    ...actions([button('Back', checkinActions.back, checkinId)]),
  ];
}

const goalsIn = ({ milestone }: MilestoneProgress, goals: readonly GoalProgress[]): GoalProgress[] =>
  goals.slice(0, mostGoals).filter((goal) => goal.milestone === milestone);

function goalBlocks(view: CheckinFormView, goals: readonly GoalProgress[]): KnownBlock[] {
  const { form, stakeholders, conflicts = [] } = view;
  const ids = blockIds(metadataOf(view).revision);
  const blocks = goals.slice(0, mostGoals).flatMap((goal): KnownBlock[] => {
    const filled = form.answer.goals.find(({ id }) => id === goal.id) ?? goal;
    const newer = conflicts.filter((conflict) => conflict.of === 'goal' && conflict.goalId === goal.id);
    return [
      ...goalFields(goal, filled, { state: ids.state(goal.id), evidence: ids.evidence(goal.id) }),
      ...newer.map((conflict) => conflictLine(conflict, form, stakeholders)),
    ];
  });
  return [...blocks, ...moreGoals(goals.length)];
}

const moreGoals = (count: number): KnownBlock[] =>
  count > mostGoals ? [lines(words(`And ${count - mostGoals} more, to be set where your progress is shown.`))] : [];

function answerField(view: CheckinFormView, field: Field): KnownBlock[] {
  const { form, stakeholders, conflicts = [] } = view;
  const value = form.answer[field];
  const blockId = blockIds(metadataOf(view).revision).field(field);
  const choices = choicesOf(field, stakeholders);
  const text = value === undefined ? undefined : String(value);
  return [
    choices ? choiceField(field, blockId, { choices, value: text }) : textField(field, blockId, text ?? ''),
    ...conflicts.filter(({ of }) => of === field).map((conflict) => conflictLine(conflict, form, stakeholders)),
  ];
}
