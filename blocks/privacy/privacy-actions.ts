import type { Button } from '@slack/types';
import { button } from '../kit.ts';

/** The buttons about what is kept of somebody. */
export const privacyActions = {
  /** Tells what goes and what stays. */
  ask: 'privacy.ask',
  /** And this does it. */
  forget: 'privacy.forget',
  whoSees: 'privacy.who-sees',
} as const;

export const forgetView = 'privacy.forget';
export const whoSeesView = 'privacy.who-sees';

export const forgetButton = (text: string): Button => button(text, privacyActions.ask, 'me');
export const whoSeesButton = (text: string): Button => button(text, privacyActions.whoSees, 'me');
