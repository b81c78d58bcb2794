import type { Button } from '@slack/types';
import { button } from '../kit.ts';

/** The buttons and menus of the settings. */
export const settingsActions = {
  open: 'settings.open',
  leave: 'settings.leave',
  leaveOf: 'settings.leave-of',
  dropLeave: 'settings.drop-leave',
  readers: 'settings.readers',
  workspace: 'settings.workspace',
  kept: 'settings.kept',
  auditLog: 'settings.audit-log',
  tokens: 'settings.tokens',
  revokeToken: 'settings.revoke-token',
  queries: 'settings.queries',
  exportMine: 'settings.export-mine',
  /** Filled while somebody types: `:mine` or `:workspace`. */
  country: 'settings.country',
} as const;

export const settingsView = 'settings.mine';
export const leaveView = 'settings.leave';
export const readersView = 'settings.readers';
export const workspaceView = 'settings.workspace';
export const keptView = 'settings.kept';
export const keptAskView = 'settings.kept-ask';
export const tokensView = 'settings.tokens';

export const settingsButton = (text: string): Button => button(text, settingsActions.open, 'mine');
