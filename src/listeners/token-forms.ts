import { explainText } from '../../blocks/refusal.ts';
import { tokensView } from '../../blocks/settings/settings-actions.ts';
import {
  readTokensMetadata,
  readTokenWish,
  tokenErrors,
  tokensModal,
  tokenTexts,
} from '../../blocks/settings/tokens-modal.ts';
import { Refusal } from '../refusal.ts';
import { makeApiToken, readApiTokens } from '../settings/api-tokens.ts';
import type { Deps } from './deps.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The form that makes an API token: it stays open, as the only place that shows it. */
export const tokenForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([[tokensView, makeToken]]);

async function makeToken({ actor, view, values }: Submission, { kpis }: Deps): Promise<FormAnswer> {
  const metadata = readTokensMetadata(view.private_metadata);
  const wish = readTokenWish(values, metadata);
  if (wish.name === '') return { errors: tokenErrors(metadata, 'name', tokenTexts.unnamed) };
  try {
    const secret = await makeApiToken(kpis, actor, wish);
    if (secret === undefined) return { errors: tokenErrors(metadata, 'name', tokenTexts.full) };
    const tokens = await readApiTokens(kpis, actor);
    const done = { kind: 'made' as const, name: wish.name, secret };
    return { update: tokensModal({ tokens, metadata: { made: metadata.made + 1 }, done }) };
  } catch (error) {
    if (!(error instanceof Refusal && 'personId' in error.reason)) throw error;
    return { errors: tokenErrors(metadata, 'person', explainText(error.reason)) };
  }
}
