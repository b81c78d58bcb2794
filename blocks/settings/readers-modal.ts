import type { RichTextElement } from '@slack/types';
import type { AuditedAction, DataRead, DataReaders } from '../../src/settings/data-readers.ts';
import { momentText } from '../dates.ts';
import { context, lines, list, type Modal, mention, phrase, plain, strong } from '../kit.ts';
import { readersView } from './settings-actions.ts';

/** Who has read or changed somebody's data, for that person to see. */
export const readersModal = (readers: DataReaders): Modal => ({
  type: 'modal',
  callback_id: readersView,
  title: plain('Who has read my data'),
  close: plain('Back'),
  blocks: [
    readers.entries.length === 0
      ? lines(...phrase`No workspace admin has read or changed anything of yours. Once one does, it stands here.`)
      : list(
          [strong('What workspace admins did, the latest first')],
          readers.entries.map((entry) => entryLine(entry, readers)),
        ),
    ...(readers.hasOlder ? [context('There is more from before. A workspace admin can give you the whole list.')] : []),
    lines(...managerText(readers.managerId)),
  ],
});

function managerText(managerId: string | undefined): RichTextElement[] {
  const onlyForMe = 'What you mark "only for me" nobody else ever reads.';
  return managerId === undefined
    ? phrase`A manager sees your plan anyway and is not listed here; just now you have none. ${onlyForMe}`
    : phrase`Your manager, ${mention(managerId)}, sees your plan anyway and is not listed here. ${onlyForMe}`;
}

const entryLine = ({ at, byId, action }: DataRead, { timeZone, today }: DataReaders): RichTextElement[] =>
  phrase`${byId === undefined ? 'Role Coach' : mention(byId)} ${did.get(action) ?? `did "${action}" with your data`}, ${momentText(at, timeZone, today)}`;

const actionsInWords: Record<AuditedAction, string> = {
  'read-progress': 'read your progress',
  'start-plan': 'started your plan',
  'change-plan': 'changed your plan',
  'pause-plan': 'paused your plan',
  'resume-plan': 'resumed your plan',
  'resend-messages': 'sent messages of your plan again',
  'end-plan': 'ended your plan',
  'delete-plan': 'deleted what was recorded in your plan',
  'read-manager': 'looked up who your manager is',
  'set-manager': 'said who your manager is',
  'set-goal': 'set the status of one of your goals',
  'read-readings': 'looked at your KPIs',
  'set-target': 'set a target for one of your KPIs',
  'make-token': 'made an API token for your readings',
  'revoke-token': 'revoked an API token for your readings',
  'make-query': 'set up a Prometheus query for your readings',
  'delete-query': 'took back a Prometheus query for your readings',
  'read-leave': 'looked at your days away',
  'set-leave': 'set days away for you',
  'delete-leave': 'took back days away of yours',
  'change-workspace': 'changed the workspace settings',
  'export-audit-log': 'took out the audit log',
  'forget-me': 'had me forget what I kept of you',
  'erase-left': 'deleted what was kept of you, 90 days after your account was closed',
  retention: 'deleted what had been kept long enough',
};

const did: ReadonlyMap<string, string> = new Map(Object.entries(actionsInWords));
