import type { ActionsBlock, KnownBlock, RichTextElement, SectionBlock } from '@slack/types';
import type { MySettings } from '../../src/settings/my-settings.ts';
import { digestActions } from '../digests/digest-actions.ts';
import {
  actions,
  button,
  context,
  header,
  lines,
  list,
  type Modal,
  mention,
  phrase,
  plain,
  strong,
  words,
} from '../kit.ts';
import { chooseButton } from '../kpis/kpi-actions.ts';
import { forgetButton, whoSeesButton } from '../privacy/privacy-actions.ts';
import { reportingFormButton } from '../team/reporting-buttons.ts';
import { countryField, hourField, ownCountryOption, workdaysField } from './calendar-fields.ts';
import { daysText } from './leave-modal.ts';
import { nextLine } from './next-line.ts';
import { settingsActions, settingsView } from './settings-actions.ts';

export interface SettingsPage {
  settings: MySettings;
  /** It was saved just now. */
  isSaved?: boolean;
  /** There is a Prometheus whose queries admins set up. */
  asksPrometheus?: boolean;
}

/** A person's settings; those of the people they manage and, for admins, of the workspace are reached from here. */
export const settingsModal = ({ settings, isSaved = false, asksPrometheus = false }: SettingsPage): Modal => ({
  type: 'modal',
  callback_id: settingsView,
  title: plain('My settings'),
  submit: plain('Save'),
  close: plain('Close'),
  blocks: [
    lines(...(isSaved ? [strong('Saved. ')] : []), ...nextLine(settings, settings.personId)),
    ...hoursAndDays(settings),
    context('You, your manager and the workspace admins can see your hours, days and days away.'),
    ...leave(settings),
    ...team(settings),
    ...(settings.isAdmin ? forAdmins(asksPrometheus) : []),
  ],
});

const hoursAndDays = (settings: MySettings): KnownBlock[] => [
  hourField(settings.hour, {
    label: 'Ask me at',
    hint: `By your time zone in Slack, ${settings.timeZone}. To change it, open Slack's preferences, "Language & region".`,
  }),
  workdaysField(settings.workdays, {
    label: 'My working days',
    hint: 'I write to you on these days only. While they are the same as the workspace has, they change with it.',
  }),
  countryField('mine', ownCountryOption(settings), {
    label: 'My public holidays',
    hint: holidaysHint(settings),
  }),
];

const holidaysHint = ({ likelyCountry }: MySettings): string =>
  likelyCountry
    ? `None are days off for you yet. By your time zone they would be those of ${likelyCountry.name}: choose it, and I do not write on them.`
    : 'I do not write on these. The holidays that your workspace adds of its own count for everybody.';

/** More than anybody has; the page with all of them is a press away. */
const mostLeave = 10;

function leave({ personId, leave: all, today }: MySettings): KnownBlock[] {
  const soonest = all
    .slice(0, mostLeave)
    .map(({ from, to, setBy }) => [
      words(daysText({ from, to }, today)),
      ...(setBy === personId ? [] : phrase`, set by ${mention(setBy)}`),
    ]);
  const more: RichTextElement[][] = all.length > mostLeave ? [[words(`and ${all.length - mostLeave} more`)]] : [];
  return [
    { type: 'divider' },
    all.length === 0
      ? lines(
          strong('Days away: '),
          words('none are set. A check-in that falls on one comes on your first working day after it.'),
        )
      : list([strong('Days away')], [...soonest, ...more]),
    ...actions([
      button(all.length === 0 ? 'Add days away' : 'Change days away', settingsActions.leave, personId),
      whoSeesButton('What others see'),
      button('Who has read my data', settingsActions.readers, personId),
      button('My data as files', settingsActions.exportMine, personId),
      chooseButton('KPIs that I keep'),
      forgetButton('Forget me'),
    ]),
  ];
}

/** A modal takes 100 blocks; whoever has more finds the others by name. */
const mostTeam = 40;

function team({ team: all }: MySettings): KnownBlock[] {
  if (all.length === 0) return [];
  return [
    { type: 'divider' },
    header('People you manage'),
    ...actions([button('My weekly digest', digestActions.settings, 'mine')]),
    lines(words('When one of them cannot set their own days away, you can. They see it in their settings.')),
    ...all.slice(0, mostTeam).map(teamLine),
    ...(all.length > mostTeam ? [anybody(`Another of ${all.length}`)] : []),
  ];
}

const teamLine = (personId: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: `<@${personId}>` },
  accessory: button('Days away', settingsActions.leave, personId),
});

const anybody = (placeholder: string): ActionsBlock => ({
  type: 'actions',
  elements: [{ type: 'users_select', action_id: settingsActions.leaveOf, placeholder: plain(placeholder) }],
});

const forAdmins = (asksPrometheus: boolean): KnownBlock[] => [
  { type: 'divider' },
  header('For workspace admins'),
  ...actions([
    button('Workspace settings', settingsActions.workspace, 'workspace'),
    button('Audit log as a file', settingsActions.auditLog, 'csv'),
    reportingFormButton('Who reports to whom'),
    button('API tokens', settingsActions.tokens, 'tokens'),
    ...(asksPrometheus ? [button('Prometheus queries', settingsActions.queries, 'queries')] : []),
  ]),
  anybody('Days away of …'),
  context("What you do to somebody's data, and what you read of it, is written down; they see it in their settings."),
];
