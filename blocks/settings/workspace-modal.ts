import type { InputBlock } from '@slack/types';
import type { RefusalReason } from '../../src/refusal.ts';
import type { WorkspaceSettings } from '../../src/settings/workspace-settings.ts';
import { actions, button, context, lines, type Modal, plain, strong, words } from '../kit.ts';
import { explainText } from '../refusal.ts';
import {
  countryField,
  type SettingsValues,
  settingsBlocks,
  workdaysField,
  workspaceCountryOption,
} from './calendar-fields.ts';
import { settingsActions, workspaceView } from './settings-actions.ts';

export interface WorkspacePage {
  settings: WorkspaceSettings;
  /** The list as it is edited, one a line. */
  holidayText: string;
  /** It was saved just now. */
  isSaved?: boolean;
}

/** What counts for everybody in the workspace who has set nothing of their own; for admins. */
export const workspaceModal = ({ settings, holidayText, isSaved = false }: WorkspacePage): Modal => ({
  type: 'modal',
  callback_id: workspaceView,
  title: plain('Workspace settings'),
  submit: plain('Save'),
  close: plain('Back'),
  blocks: [
    isSaved
      ? lines(strong('Saved. '), words('Check-ins still to come have moved to where they now belong.'))
      : lines(
          words('These decide on which days people here are asked. Each of them can set their own days and country.'),
        ),
    workdaysField(settings.workdays, { label: 'Working days', hint: 'For everybody who has set none of their own.' }),
    countryField('workspace', workspaceCountryOption(settings.country), {
      label: 'Public holidays',
      hint: holidaysHint(settings),
    }),
    holidaysField(holidayText),
    ...actions([button('How long things are kept', settingsActions.kept, 'menus')]),
    context(
      'Everybody here goes by these, so nothing in them is private. Each change is written down in the audit log.',
    ),
  ],
});

function holidaysHint({ country, likelyCountry }: WorkspaceSettings): string {
  if (country) return 'For everybody who has chosen no country or region of their own.';
  const which = likelyCountry ? `your country, by your time zone ${likelyCountry.name}` : 'your country';
  return `Nobody's public holidays are days off yet. Choose ${which}: it counts for everybody who has chosen none of their own.`;
}

const holidaysInput = 'settings.holidays';

const holidaysField = (text: string): InputBlock => ({
  type: 'input',
  block_id: settingsBlocks.holidays,
  optional: true,
  label: plain('Holidays of our own'),
  hint: plain('One a line, the day and then its name. They count for everybody, beside those of a country.'),
  element: {
    type: 'plain_text_input',
    action_id: holidaysInput,
    multiline: true,
    placeholder: plain('2026-12-24 Christmas Eve'),
    ...(text === '' ? {} : { initial_value: text }),
  },
});

export const readHolidayText = (values: SettingsValues): string =>
  values[settingsBlocks.holidays]?.[holidaysInput]?.value ?? '';

/** What is wrong in a form of hours and days, under its field; undefined where something else is in the way. */
export function settingsErrors(reason: RefusalReason): Record<string, string> | undefined {
  switch (reason.kind) {
    case 'no-workdays':
      return { [settingsBlocks.workdays]: explainText(reason) };
    case 'no-such-country':
      return { [settingsBlocks.country]: explainText(reason) };
    case 'unreadable-line':
      return { [settingsBlocks.holidays]: explainText(reason) };
    default:
      return undefined;
  }
}
