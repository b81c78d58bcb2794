import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { milestones as allMilestones, type Milestone } from '../../src/calendar/milestone-dates.ts';
import type { RefusalReason } from '../../src/refusal.ts';
import { hourText } from '../dates.ts';
import { faint, lines, plain, strong, words } from '../kit.ts';
import { explainText } from '../refusal.ts';
import { milestoneList, type PlanMilestone } from './milestone-lines.ts';
import { planActions } from './plan-buttons.ts';

/** What a form of a plan holds; undefined is not chosen yet. */
export interface PlanChoice {
  personId: string | undefined;
  startsOn: LocalDate | undefined;
  managerId: string | undefined;
  /** 0–23. */
  hour: number | undefined;
  milestones: readonly Milestone[];
}

export type PlanField = keyof PlanChoice;

/** The block of each field, which errors are shown by. Slack keeps what was chosen for as long as its ids stay. */
export const planBlocks: Record<PlanField, string> = {
  personId: 'person',
  startsOn: 'start',
  managerId: 'manager',
  hour: 'hour',
  milestones: 'milestones',
};

const actionOf = (field: PlanField): string => `${planActions.form}:${planBlocks[field]}`;

/** Every field tells of a change at once, so that the days and what is wrong are shown as one chooses. */
const field = (name: PlanField, label: string, hint: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: planBlocks[name],
  dispatch_action: true,
  label: plain(label),
  hint: plain(hint),
  element,
});

export const personField = (personId: string | undefined): InputBlock =>
  field('personId', 'Who starts?', 'They get a welcome from me, and a message when a check-in is due.', {
    type: 'users_select',
    action_id: actionOf('personId'),
    placeholder: plain('Choose a person'),
    ...(personId === undefined ? {} : { initial_user: personId }),
  });

export const startField = (startsOn: LocalDate | undefined): InputBlock =>
  field('startsOn', 'First day', 'The milestones are counted from it. It may lie up to a year back.', {
    type: 'datepicker',
    action_id: actionOf('startsOn'),
    placeholder: plain('Choose a day'),
    ...(startsOn === undefined ? {} : { initial_date: startsOn }),
  });

export const managerField = (managerId: string | undefined): InputBlock =>
  field('managerId', 'Manager', 'They see the progress, and hear from me when something is blocked.', {
    type: 'users_select',
    action_id: actionOf('managerId'),
    placeholder: plain('Choose a person'),
    ...(managerId === undefined ? {} : { initial_user: managerId }),
  });

const hours: PlainTextOption[] = Array.from({ length: 24 }, (_, hour) => ({
  text: plain(hourText(hour)),
  value: String(hour),
}));

export function hourField(hour: number | undefined): InputBlock {
  const chosen = hours.find(({ value }) => value === String(hour));
  const hint = "By the person's own clock; they can change it for themselves.";
  const open = 'Left open, it is the hour that they have set, else 09:00.';
  const input = field('hour', 'Hour of the day', chosen === undefined ? `${hint} ${open}` : hint, {
    type: 'static_select',
    action_id: actionOf('hour'),
    placeholder: plain('As they have it'),
    options: hours,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  });
  return chosen === undefined ? { ...input, optional: true } : input;
}

export type MilestoneName = Pick<PlanMilestone, 'milestone' | 'title'>;

export function milestonesField(names: readonly MilestoneName[], chosen: readonly Milestone[]): InputBlock {
  const options = names.map(({ milestone, title }): PlainTextOption => ({ text: plain(title), value: milestone }));
  const wanted = new Set<string | undefined>(chosen);
  const initial = options.filter(({ value }) => wanted.has(value));
  return field('milestones', 'Milestones', 'I ask about those that are ticked.', {
    type: 'checkboxes',
    action_id: actionOf('milestones'),
    options,
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  });
}

interface ChosenDays {
  milestones: readonly PlanMilestone[];
  today: LocalDate;
  /** As `FormPreview` has it. */
  mayMove?: boolean;
}

/** The days that come of what is chosen; none where something is still missing. */
export const daysChosen = ({ milestones, today, mayMove = false }: ChosenDays): KnownBlock[] =>
  milestones.length === 0
    ? [lines(faint('The days are shown here once a person and a first day are chosen.'))]
    : [...milestoneList([strong('These are the days')], { milestones, today }), ...(mayMove ? [daysMayMove] : [])];

/** Under days of somebody whose own hours and days away the reader does not see. */
export const daysMayMove = lines(
  faint(
    "By the workspace's calendar. Hours, working days or days away of their own, where they have set any, move this.",
  ),
);

/** A problem that was found while choosing, under the field that it can be mended in. */
export function withProblem(
  fields: KnownBlock[],
  problem: RefusalReason | undefined,
  choice: PlanChoice,
): KnownBlock[] {
  if (problem === undefined) return fields;
  const [[blockId, text] = []] = Object.entries(planErrors(problem, choice));
  return fields.flatMap((block) =>
    block.block_id === blockId && text !== undefined ? [block, lines(strong('⚠ '), words(text))] : [block],
  );
}

/** The same for `response_action: 'errors'`: by the id of the block. */
export const planErrors = (reason: RefusalReason, choice: PlanChoice): Record<string, string> => ({
  [planBlocks[fieldOf(reason, choice)]]: explainText(reason),
});

/** A form that changes a plan has no field for the person: what is wrong with them stands under the first day. */
function fieldOf(reason: RefusalReason, { personId, managerId }: PlanChoice): PlanField {
  switch (reason.kind) {
    case 'no-date':
    case 'start-too-early':
    case 'start-too-late':
      return 'startsOn';
    case 'no-milestones':
      return 'milestones';
    case 'own-manager':
    case 'may-not-name-manager':
    case 'needs-manager':
      return 'managerId';
    default:
      if ('personId' in reason && reason.personId === managerId && managerId !== personId) return 'managerId';
      return personId === undefined ? 'startsOn' : 'personId';
  }
}

/** What Slack hands over of a form: `view.state.values`. */
export type FormValues = Record<
  string,
  Record<
    string,
    {
      type: string;
      selected_user?: string | null;
      selected_date?: string | null;
      selected_option?: { value: string } | null;
      selected_options?: { value: string }[] | null;
    }
  >
>;

/** What is chosen in a form of a plan, this far. */
export function readPlanChoice(values: FormValues): PlanChoice {
  const of = (name: PlanField) => values[planBlocks[name]]?.[actionOf(name)];
  const hour = of('hour')?.selected_option?.value;
  const ticked = new Set(of('milestones')?.selected_options?.map(({ value }) => value));
  return {
    personId: of('personId')?.selected_user ?? undefined,
    startsOn: of('startsOn')?.selected_date ?? undefined,
    managerId: of('managerId')?.selected_user ?? undefined,
    hour: hour === undefined ? undefined : Number(hour),
    milestones: allMilestones.filter((milestone) => ticked.has(milestone)),
  };
}
