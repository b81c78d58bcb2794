import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { RefusalReason } from '../../src/refusal.ts';
import { lines, type Modal, plain, words } from '../kit.ts';
import type { PlanMilestone } from './milestone-lines.ts';
import {
  daysChosen,
  hourField,
  type MilestoneName,
  managerField,
  milestonesField,
  type PlanChoice,
  personField,
  startField,
  withProblem,
} from './plan-fields.ts';

export const onboardView = 'plan.onboard';

export interface OnboardFormView {
  /** What is chosen this far: at first the one who asks as manager, nine o'clock and every milestone. */
  choice: PlanChoice;
  /** All that the role has, in their order. */
  names: readonly MilestoneName[];
  /** The ticked ones with their days; none before a person and a first day are chosen. */
  days: readonly PlanMilestone[];
  today: LocalDate;
  /** As `FormPreview` has it. */
  mayMove?: boolean;
  problem?: RefusalReason | undefined;
}

/** The form that a plan starts from. What it says is read by `readPlanChoice`, once sent or with any change. */
export const onboardForm = ({ choice, names, days, today, mayMove = false, problem }: OnboardFormView): Modal => ({
  type: 'modal',
  callback_id: onboardView,
  title: plain('Start a plan'),
  submit: plain('Preview'),
  close: plain('Cancel'),
  blocks: [
    lines(
      words(
        'I welcome a new colleague, ask how it goes at each milestone of the first year, and help where they are stuck. Nothing is sent before you have seen it all.',
      ),
    ),
    ...withProblem(
      [
        personField(choice.personId),
        startField(choice.startsOn),
        milestonesField(names, choice.milestones),
        ...daysChosen({ milestones: days, today, mayMove }),
        managerField(choice.managerId),
        hourField(choice.hour),
      ],
      problem,
      choice,
    ),
  ],
});
