import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { type CountryFor, countryOptions } from '../../blocks/settings/calendar-fields.ts';
import { settingsActions } from '../../blocks/settings/settings-actions.ts';
import type { Actor } from '../plans/rights.ts';
import { searchPlaces } from '../settings/places.ts';
import { workspaceCountry } from '../settings/workspace-settings.ts';
import type { Deps } from './deps.ts';
import { reportFailure } from './failure.ts';

/** What somebody typed into a menu that the bot fills. */
export interface OptionsAsked {
  actor: Actor;
  /** The part of the menu's id after the colon. */
  name: string;
  typed: string;
}

/** At most 100. */
export type OptionsRoute = (asked: OptionsAsked, deps: Deps) => Promise<PlainTextOption[]>;

/** Where each menu's options come from, by the part of its id before the colon. */
export const optionRoutes: ReadonlyMap<string, OptionsRoute> = new Map([[settingsActions.country, suggestCountries]]);

/** Slack waits 3 s, and has no place for a sentence: what fails is logged, and the menu says that nothing was found. */
export function listenToOptions(app: App, deps: Deps): void {
  app.options(/^/, async ({ ack, body }) => {
    const [route = '', name = ''] = body.action_id.split(':');
    const actor = { workspaceId: body.team?.id ?? '', personId: body.user.id };
    try {
      const options = await optionRoutes.get(route)?.({ actor, name, typed: body.value }, deps);
      await ack({ options: options ?? [] });
    } catch (error) {
      reportFailure(deps.log, error, { what: route, workspace: actor.workspaceId, person: actor.personId });
      await ack({ options: [] });
    }
  });
}

async function suggestCountries({ actor, name, typed }: OptionsAsked, { plans }: Deps): Promise<PlainTextOption[]> {
  const whose: CountryFor = name === 'workspace' ? 'workspace' : 'mine';
  const places = await searchPlaces(plans.holidays, typed);
  return countryOptions({ whose, typed, places, workspaceCountry: await workspaceCountry(plans, actor.workspaceId) });
}
