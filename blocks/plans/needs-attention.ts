import type { Button, RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { PlanProgress } from '../../src/plans/progress.ts';
import { dayText } from '../dates.ts';
import { actions, button, lines, type Message, mention, phrase, strong } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { changeButton, endButton, planActions, resumeButton } from './plan-buttons.ts';

export type Attention = NonNullable<PlanProgress['attention']>;

export interface AttentionView {
  planId: string;
  personId: string;
  /** The manager whom it is about, be they still named or not. */
  managerId: string | undefined;
  attention: Attention;
  state: PlanProgress['state'];
  /** The reader's day, as is `today`. */
  since: LocalDate;
  today: LocalDate;
  /** Slack's own word for what went wrong, where there is one. */
  error: string | undefined;
}

/** To the manager or the admins, once: what keeps a plan from going on, and the buttons that mend it. */
export function needsAttention({ since, today, error, ...view }: AttentionView): Message {
  const { remedy, buttons } = remedies[view.attention];
  const slackSays = error === undefined ? '' : ` Slack calls it "${error}".`;
  const forHowLong = since === today ? '' : ` It has been like this since ${dayText(since, today)}.`;
  return asMessage([
    lines(strong('A plan needs you. '), ...attentionText(view), ...phrase`${slackSays}${forHowLong}`),
    lines(...phrase`${remedy}`),
    ...actions(buttons(view)),
  ]);
}

/** What is wrong, in a sentence. */
export function attentionText({
  personId,
  managerId,
  attention,
}: Pick<AttentionView, 'personId' | 'managerId' | 'attention'>): RichTextElement[] {
  const person = mention(personId);
  const manager: RichTextElement[] =
    managerId === undefined ? phrase`The manager of ${person}` : phrase`${mention(managerId)}`;
  switch (attention) {
    case 'no-manager':
      return phrase`${person}'s plan has no manager.`;
    case 'wrong-manager':
      return phrase`${person} says that ${managerId === undefined ? 'the manager named in their plan' : mention(managerId)} is not their manager. The plan has stopped until that is mended.`;
    case 'manager-declined':
      return phrase`${manager} says that they do not manage ${person}.`;
    case 'manager-deactivated':
      return phrase`${manager}, named as ${person}'s manager, is deactivated in Slack.`;
    case 'manager-guest':
      return phrase`${manager}, named as ${person}'s manager, is a guest now, and guests do not see anybody's progress.`;
    case 'manager-unreachable':
      return phrase`My messages do not reach ${manager}, named as ${person}'s manager.`;
    case 'person-deactivated':
      return phrase`${person} is deactivated in Slack, so their plan is on hold.`;
    case 'person-guest':
      return phrase`${person} is a guest in this workspace now, and plans are for full members.`;
    case 'person-unreachable':
      return phrase`My messages do not reach ${person}.`;
    case 'message-refused':
      return phrase`Slack refused a message to ${person} for good.`;
  }
}

interface Remedy {
  remedy: string;
  buttons: (plan: Pick<AttentionView, 'planId' | 'state'>) => Button[];
}

const resendButton = (planId: string): Button => button('Send again', planActions.resend, planId);

const nameSomebody = (remedy: string): Remedy => ({
  remedy,
  buttons: ({ planId }) => [changeButton(planId, 'Choose a manager'), endButton(planId)],
});

const remedies: Record<Attention, Remedy> = {
  'no-manager': nameSomebody('Choose who it is, so that somebody hears when help is wanted.'),
  'wrong-manager': nameSomebody('Choose the right one, and it goes on from where it is.'),
  'manager-declined': nameSomebody('Choose who it is, so that somebody hears when help is wanted.'),
  'manager-deactivated': nameSomebody('Choose another one, so that somebody hears when help is wanted.'),
  'manager-guest': nameSomebody('Choose another one, so that somebody hears when help is wanted.'),
  'manager-unreachable': {
    remedy: 'Try once more, or choose another manager.',
    buttons: ({ planId }) => [resendButton(planId), changeButton(planId, 'Choose a manager')],
  },
  'person-deactivated': {
    remedy: 'Resume the plan when they are back, or end it: what was recorded is kept either way.',
    buttons: ({ planId, state }) => [...(state === 'paused' ? [resumeButton(planId)] : []), endButton(planId)],
  },
  'person-guest': {
    remedy: 'Resume the plan once the account is a full one, or end it: what was recorded is kept either way.',
    buttons: ({ planId, state }) => [...(state === 'paused' ? [resumeButton(planId)] : []), endButton(planId)],
  },
  'person-unreachable': {
    remedy: 'Ask them whether they can see me in Slack, then send it again.',
    buttons: ({ planId }) => [resendButton(planId), endButton(planId)],
  },
  'message-refused': {
    remedy: 'Send it again; if it comes back, whoever runs me finds the reason in the log.',
    buttons: ({ planId }) => [resendButton(planId), endButton(planId)],
  },
};
