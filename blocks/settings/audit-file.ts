import type { AuditFile } from '../../src/settings/audit-export.ts';
import { dayText } from '../dates.ts';
import { context, lines, type Modal, plain, words } from '../kit.ts';

/** Shown at once; the file takes a moment. */
export const auditFileOnItsWay = (): Modal => ({
  type: 'modal',
  callback_id: 'settings.audit-file',
  title: plain('Audit log'),
  close: plain('Back'),
  blocks: [
    lines(words('The audit log is on its way to our direct message, as a file for any spreadsheet.')),
    context('That you asked for it is its last line.'),
  ],
});

/** How the file is called, and what stands above it: our own wording. */
export const auditFileTexts = ({ entries, on }: Omit<AuditFile, 'csv'>) => ({
  filename: `audit-log-${on}.csv`,
  title: `Audit log up to ${on}`,
  initial_comment: `The audit log of this workspace up to ${dayText(on)}, ${entries === 1 ? 'one entry' : `${entries} entries`}: when, by whom, what, and whose data, with people by their Slack ids. Keep it where only admins can read it.`,
});
