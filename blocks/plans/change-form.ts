import { lines, type Modal, mention, phrase, plain } from '../kit.ts';
import type { OnboardFormView } from './onboard-form.ts';
import {
  daysChosen,
  hourField,
  managerField,
  milestonesField,
  type PlanChoice,
  startField,
  withProblem,
} from './plan-fields.ts';

export const changeView = 'plan.change';

export interface ChangeFormView extends OnboardFormView {
  planId: string;
  personId: string;
}

/** What can be changed in a plan that is under way. `private_metadata` is the plan's id. */
export function changeForm({ planId, personId, names, days, today, problem, ...view }: ChangeFormView): Modal {
  const choice: PlanChoice = { ...view.choice, personId: undefined }; // there is no field for the person
  return {
    type: 'modal',
    callback_id: changeView,
    private_metadata: planId,
    title: plain('Change the plan'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      lines(
        ...phrase`This is ${mention(personId)}'s plan. What is answered stays as it is; what is still to come follows the change. I tell them about it.`,
      ),
      ...withProblem(
        [
          startField(choice.startsOn),
          milestonesField(names, choice.milestones),
          ...daysChosen(days, today),
          managerField(choice.managerId),
          hourField(choice.hour),
        ],
        problem,
        choice,
      ),
    ],
  };
}
