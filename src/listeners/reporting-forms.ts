import { reportingView } from '../../blocks/team/reporting-buttons.ts';
import { readReportingForm, reportingErrors, reportingForm } from '../../blocks/team/reporting-form.ts';
import { Refusal } from '../refusal.ts';
import { readReporting } from '../team/reporting.ts';
import { setManager } from '../team/set-manager.ts';
import type { Deps } from './deps.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The form of who reports to whom: it stays open for the next one. */
export const reportingForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([[reportingView, save]]);

async function save({ actor, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const { personId, managerId } = readReportingForm(values);
  if (personId === undefined) throw new Refusal({ kind: 'gone' });
  try {
    await setManager(plans, actor, { personId, managerId });
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.kind === 'admins-only') throw error;
    return { errors: reportingErrors(error.reason, { personId, managerId }) };
  }
  const reporting = await readReporting(plans, actor, personId);
  return { update: reportingForm({ reporting, readerId: actor.personId, isSaved: true }) };
}
