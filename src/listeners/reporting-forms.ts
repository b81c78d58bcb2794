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
  const { personId, managerId, isOfPerson } = readReportingForm(values);
  if (personId === undefined) throw new Refusal({ kind: 'gone' });
  const shown = async (saved?: 'changed' | 'as-it-was'): Promise<FormAnswer> => ({
    update: reportingForm({
      reporting: await readReporting(plans, actor, personId),
      readerId: actor.personId,
      saved,
    }),
  });
  if (!isOfPerson) return shown(); // sent before it showed whose manager is whose: nothing is saved that nobody saw
  try {
    return await shown((await setManager(plans, actor, { personId, managerId })) ? 'changed' : 'as-it-was');
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.kind === 'admins-only') throw error;
    return { errors: reportingErrors(error.reason, { personId, managerId }) };
  }
}
