import type { InputBlock } from '@slack/types';
import type { RefusalReason } from '../../src/refusal.ts';
import type { Reporting } from '../../src/team/reporting.ts';
import { context, lines, type Modal, phrase, plain, strong, words } from '../kit.ts';
import { explainText } from '../refusal.ts';
import { managerText } from './reporting.ts';
import { reportingActions, reportingView } from './reporting-buttons.ts';

export interface ReportingForm {
  /** Of whoever is chosen; undefined: nobody is yet. */
  reporting: Reporting | undefined;
  readerId: string;
  /** It was saved just now, and is another one than before or not. */
  saved?: 'changed' | 'as-it-was' | undefined;
}

/** Who reports to whom, one person at a time, for admins. */
export const reportingForm = ({ reporting, readerId, saved }: ReportingForm): Modal => ({
  type: 'modal',
  callback_id: reportingView,
  title: plain('Who reports to whom'),
  submit: plain('Save'),
  close: plain('Close'),
  blocks: [
    lines(
      ...(saved ? [strong(saved === 'changed' ? 'Saved. ' : 'It is so already. ')] : []),
      ...(reporting
        ? managerText(reporting, readerId)
        : [
            words(
              'Whoever is the manager in a plan is who its person reports to, also once it is over. Where that is not so, say it here.',
            ),
          ]),
      ...(saved === 'changed' ? phrase` The people whom it concerns are told.` : []),
    ),
    personField(reporting?.personId),
    managerField(reporting),
    context(
      'A manager sees what is recorded from then on. What you set is written down in the audit log; the person sees it in their settings.',
    ),
  ],
});

const blocks = { person: 'person' } as const;
const managerInput = 'reporting.manager';

const personField = (personId: string | undefined): InputBlock => ({
  type: 'input',
  block_id: blocks.person,
  label: plain('Who'),
  dispatch_action: true,
  element: {
    type: 'users_select',
    action_id: reportingActions.person,
    placeholder: plain('Choose a person'),
    ...(personId === undefined ? {} : { initial_user: personId }),
  },
});

/** Slack keeps what was chosen under a block's id: another person's manager is another block. */
const managerBlock = (personId: string | undefined): string => `manager~${personId ?? ''}`;

const managerField = (reporting: Reporting | undefined): InputBlock => ({
  type: 'input',
  block_id: managerBlock(reporting?.personId),
  label: plain('Reports to'),
  hint: plain('Leave it empty for nobody.'),
  optional: true,
  element: {
    type: 'users_select',
    action_id: managerInput,
    placeholder: plain('Nobody'),
    ...(reporting?.manager ? { initial_user: reporting.manager.id } : {}),
  },
});

type Values = Readonly<Record<string, Readonly<Record<string, { selected_user?: string | null | undefined }>>>>;

interface ReportingChoice {
  /** Undefined: nobody is chosen yet. */
  personId: string | undefined;
  managerId: string | undefined;
  /** The form shows that person's manager: a moment after another one was chosen it does not yet. */
  isOfPerson: boolean;
}

/** Who is chosen. */
export function readReportingForm(values: Values): ReportingChoice {
  const personId = values[blocks.person]?.[reportingActions.person]?.selected_user ?? undefined;
  const manager = values[managerBlock(personId)];
  const managerId = manager?.[managerInput]?.selected_user ?? undefined;
  return { personId, managerId, isOfPerson: personId !== undefined && manager !== undefined };
}

/** What is wrong, under the field that it can be mended in. */
export function reportingErrors(
  reason: RefusalReason,
  { personId, managerId }: { personId: string; managerId: string | undefined },
): Record<string, string> {
  const isOfManager = 'personId' in reason && reason.personId === managerId && managerId !== personId;
  const isOfField = isOfManager || reason.kind === 'own-manager' || reason.kind === 'plan-needs-manager';
  return { [isOfField ? managerBlock(personId) : blocks.person]: explainText(reason) };
}
