import type { RichTextElement } from '@slack/types';
import type { Reporting } from '../../src/team/reporting.ts';
import { dayText } from '../dates.ts';
import { actions, lines, type Message, mention, phrase, typed } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { whoSeesButton } from '../privacy/privacy-actions.ts';
import { reportingFormButton } from './reporting-buttons.ts';

/** Who somebody reports to, for themself or for whoever may know. */
export function reportingMessage(reporting: Reporting, readerId: string): Message {
  const { personId, reports, mayChange } = reporting;
  const isOwn = personId === readerId;
  return asMessage([
    lines(...managerText(reporting, readerId), ...(isOwn && reports > 0 ? reportsText(reports) : [])),
    ...actions([
      ...(isOwn ? [whoSeesButton('What others see')] : []),
      ...(mayChange
        ? [reportingFormButton(isOwn ? 'Say who reports to whom' : 'Change that', isOwn ? '' : personId)]
        : []),
    ]),
  ]);
}

/** `@Joel reports to @Mira, who sees what was recorded since Tue 24 Nov.` */
export function managerText({ personId, manager, today }: Reporting, readerId: string): RichTextElement[] {
  const [person, verb] = personId === readerId ? [phrase`You`, 'report'] : [phrase`${mention(personId)}`, 'reports'];
  if (!manager) return phrase`${person} ${verb} to nobody here.`;
  const since =
    manager.since === undefined ? 'all that was recorded' : `what was recorded since ${dayText(manager.since, today)}`;
  const sees = manager.id === readerId ? phrase`you, and you see` : phrase`${mention(manager.id)}, who sees`;
  return phrase`${person} ${verb} to ${sees} ${since}.`;
}

const reportsText = (reports: number): RichTextElement[] =>
  phrase` ${reports === 1 ? 'One person reports' : `${String(reports)} people report`} to you: ${typed('team')} shows them.`;

/** What was just set, to the admin who did it. */
export const managerSet = (
  reporting: Reporting,
  { readerId, isChanged }: { readerId: string; isChanged: boolean },
): Message =>
  asMessage([
    lines(
      ...managerText(reporting, readerId),
      ...(isChanged ? phrase` The people whom it concerns are told.` : phrase` It was so already.`),
    ),
    ...actions([reportingFormButton('Change that', reporting.personId)]),
  ]);

/** What comes of saying that somebody is not one's manager. */
export const disowned = ({ managerId, hasPlan }: { managerId: string; hasPlan: boolean }): RichTextElement[] =>
  phrase`Thank you for telling me. ${mention(managerId)} no longer sees anything of yours as your manager. The workspace admins are told, and I write to you once they have named the right one.${hasPlan ? ' Your plan waits until then.' : ''}`;

/** What comes of sharing what is older. */
export const shared = (managerId: string): RichTextElement[] =>
  phrase`${mention(managerId)} now sees what you recorded before, too. What is only for you stays yours.`;

/** To whoever changed who their own manager is, or what they see. @param text what comes of it */
export const ownChanged = (text: RichTextElement[]): Message =>
  asMessage([lines(...text), ...actions([whoSeesButton('What others see')])]);

/** To whoever was somebody's manager by mistake. */
export const released = ({ personId, hasPlan }: { personId: string; hasPlan: boolean }): Message =>
  asMessage([
    lines(
      ...phrase`${mention(personId)} no longer reports to you here${hasPlan ? ', and their plan has no manager until an admin names one' : ''}. They and the workspace admins are told, and there is nothing more for you to do.`,
    ),
  ]);
