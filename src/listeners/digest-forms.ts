import { nobodyManaged } from '../../blocks/digests/digest.ts';
import { digestSettingsView } from '../../blocks/digests/digest-actions.ts';
import { digestForm, readDigestForm } from '../../blocks/digests/settings-form.ts';
import { asModal } from '../../blocks/problem.ts';
import { saveMyDigest } from '../digests/my-digest.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The form of when the digest comes: it stays open and shows what was saved. */
export const digestForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([[digestSettingsView, save]]);

async function save({ actor, values }: Submission, { kpis }: Deps): Promise<FormAnswer> {
  const choice = readDigestForm(values);
  if (!choice) throw new Refusal({ kind: 'gone' });
  const mine = await saveMyDigest(kpis, actor, choice);
  return { update: mine ? digestForm(mine, true) : asModal(nobodyManaged()) };
}
