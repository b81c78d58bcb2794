import { z } from 'zod';
import { lines, type Modal, mention, phrase, plain } from '../kit.ts';
import { type MessagePlace, messagePlace } from '../message-place.ts';
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
  /** What the plan was like when the form was opened. */
  made: string;
  /** That it was opened from, where it stays. */
  message: MessagePlace | undefined;
}

const carried = z.object({ planId: z.string(), made: z.string(), message: messagePlace.optional() });

/** What a form carries in its `private_metadata`. @throws where it is not one of ours */
export const readChangeMetadata = (text: string) => carried.parse(JSON.parse(text));

/** What can be changed in a plan that is under way. */
export function changeForm(changed: ChangeFormView): Modal {
  const { planId, personId, made, message, names, days, today, problem, ...view } = changed;
  const choice: PlanChoice = { ...view.choice, personId: undefined }; // there is no field for the person
  return {
    type: 'modal',
    callback_id: changeView,
    private_metadata: JSON.stringify({ planId, made, message }),
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
          ...daysChosen({ milestones: days, today }),
          managerField(choice.managerId),
          hourField(choice.hour),
        ],
        problem,
        choice,
      ),
    ],
  };
}
