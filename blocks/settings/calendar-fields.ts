import type { InputBlock, PlainTextOption } from '@slack/types';
import type { Country } from '../../src/calendar/country-holidays.ts';
import type { MySettings } from '../../src/settings/my-settings.ts';
import { hourText } from '../dates.ts';
import { chosen, clipped, plain, select } from '../kit.ts';
import { settingsActions } from './settings-actions.ts';

/** The block of each field, which errors are shown by. */
export const settingsBlocks = {
  hour: 'hour',
  workdays: 'workdays',
  country: 'country',
  holidays: 'holidays',
} as const;

const hourInput = 'settings.hour';
const workdaysInput = 'settings.workdays';

interface Wording {
  label: string;
  hint: string;
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ label: hourText(hour), value: String(hour) }));

export const hourField = (hour: number, { label, hint }: Wording): InputBlock => ({
  type: 'input',
  block_id: settingsBlocks.hour,
  label: plain(label),
  hint: plain(hint),
  element: chosen(select('Choose an hour', hourInput, hours), String(hour)),
});

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const weekdayOptions = weekdays.map(
  (name, index): PlainTextOption => ({ text: plain(name), value: String(index + 1) }),
);

/** 1 is Monday. Slack takes no such form without at least one. */
export function workdaysField(workdays: readonly number[], { label, hint }: Wording): InputBlock {
  const ticked = weekdayOptions.filter((_, index) => workdays.includes(index + 1));
  return {
    type: 'input',
    block_id: settingsBlocks.workdays,
    label: plain(label),
    hint: plain(hint),
    element: {
      type: 'checkboxes',
      action_id: workdaysInput,
      options: weekdayOptions,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    },
  };
}

/** Whose holidays are chosen: a person's or the workspace's. */
export type CountryFor = 'mine' | 'workspace';

const countryInput = (whose: CountryFor): string => `${settingsActions.country}:${whose}`;

/** There are more countries than a menu takes: what it offers comes from `countryOptions` while somebody types. */
export const countryField = (whose: CountryFor, option: PlainTextOption, { label, hint }: Wording): InputBlock => ({
  type: 'input',
  block_id: settingsBlocks.country,
  label: plain(label),
  hint: plain(hint),
  element: {
    type: 'external_select',
    action_id: countryInput(whose),
    placeholder: plain('Type a country or region'),
    min_query_length: 0,
    initial_option: option,
  },
});

const option = (text: string, value: string): PlainTextOption => ({ text: plain(clipped(text, 75)), value });

const asWorkspace = 'workspace';
const none = 'none';

/** A person's choice as the menu shows it. */
export function ownCountryOption({ country, workspaceCountry }: Pick<MySettings, 'country' | 'workspaceCountry'>) {
  if (country === 'none') return option('No public holidays', none);
  if (country !== 'workspace') return option(country.name, country.code);
  return option(`As in the workspace (${workspaceCountry?.name ?? 'none'})`, asWorkspace);
}

export const workspaceCountryOption = (country: Country | undefined): PlainTextOption =>
  country ? option(country.name, country.code) : option('No public holidays', none);

export interface OfferedCountries {
  whose: CountryFor;
  typed: string;
  places: readonly Country[];
  workspaceCountry: Country | undefined;
}

/** What the menu offers for what was typed so far: the choices that are no country first, as long as nothing is typed. */
export function countryOptions({ whose, typed, places, workspaceCountry }: OfferedCountries): PlainTextOption[] {
  const countries = places.map(({ name, code }) => option(name, code));
  const others = [
    ...(whose === 'mine' ? [ownCountryOption({ country: 'workspace', workspaceCountry })] : []),
    option('No public holidays', none),
  ];
  const wanted = typed.trim().toLowerCase();
  return [...others.filter(({ text }) => text.text.toLowerCase().includes(wanted)), ...countries];
}

/** What Slack hands over of a form: `view.state.values`. */
export type SettingsValues = Record<
  string,
  Record<
    string,
    {
      value?: string | null | undefined;
      selected_date?: string | null | undefined;
      selected_option?: { value: string } | null | undefined;
      selected_options?: { value: string }[] | null | undefined;
    }
  >
>;

export const readHour = (values: SettingsValues): number =>
  Number(values[settingsBlocks.hour]?.[hourInput]?.selected_option?.value ?? 9);

export const readWorkdays = (values: SettingsValues): number[] =>
  (values[settingsBlocks.workdays]?.[workdaysInput]?.selected_options ?? []).map(({ value }) => Number(value));

/** As it is stored: null for a person is the workspace's, and for the workspace nobody's. */
export function readCountry(values: SettingsValues, whose: CountryFor): string | null {
  const code = values[settingsBlocks.country]?.[countryInput(whose)]?.selected_option?.value;
  if (code === undefined || code === asWorkspace) return null;
  return whose === 'workspace' && code === none ? null : code;
}
