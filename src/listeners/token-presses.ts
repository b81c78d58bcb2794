import { settingsActions } from '../../blocks/settings/settings-actions.ts';
import { readTokensMetadata, tokensModal } from '../../blocks/settings/tokens-modal.ts';
import { readApiTokens, revokeApiToken } from '../settings/api-tokens.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal } from './press.ts';

/** The buttons about API tokens. */
export const tokenPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [settingsActions.tokens, openTokens],
  [settingsActions.revokeToken, revokeToken],
]);

async function openTokens(press: Press, { kpis }: Deps): Promise<void> {
  await pushModal(press, tokensModal({ tokens: await readApiTokens(kpis, press.actor) }));
}

async function revokeToken(press: Press, { kpis }: Deps): Promise<void> {
  const { actor, body, client, action } = press;
  const name = await revokeApiToken(kpis, actor, carriedBy(action));
  if (!body.view) return;
  const metadata = readTokensMetadata(body.view.private_metadata);
  const view = tokensModal({ tokens: await readApiTokens(kpis, actor), metadata, done: { kind: 'revoked', name } });
  await client.views.update({ view_id: body.view.id, view });
}
