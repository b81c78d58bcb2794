import type { MyExport } from '../../src/settings/my-export.ts';
import { dayText } from '../dates.ts';
import { lines, type Message, type Modal, phrase, plain, words } from '../kit.ts';
import { asMessage } from '../pages.ts';

/** Said at once, where the files themselves do not come; they take a moment. */
export const exportOnItsWay = (): Message => asMessage([onItsWay]);

const onItsWay = lines(...phrase`Everything that I keep of you is on its way to our direct message, as files.`);

export const exportOnItsWayModal = (): Modal => ({
  type: 'modal',
  callback_id: 'settings.export-files',
  title: plain('My data'),
  close: plain('Back'),
  blocks: [onItsWay, lines(words('Nobody else gets them.'))],
});

/** How the files are called, and what is said above them: our own wording. */
export function exportTexts({ counts, sharedNotes, readingsCsv, on }: Omit<MyExport, 'json'>) {
  const shared = sharedNotes === 1 ? '1 note' : `${sharedNotes} notes`;
  const parts = [
    ...counts.map(({ table, rows }) => counted(table, rows)),
    ...(sharedNotes === 0 ? [] : [`${shared} for one-to-ones that a manager shares with you`]),
  ];
  const what = parts.length === 0 ? 'There is nothing yet.' : `In it: ${parts.join(', ')}.`;
  const csv = readingsCsv === undefined ? '' : ' Your readings are in the CSV file as well, for any spreadsheet.';
  return {
    json: { filename: `my-data-${on}.json`, title: `My data up to ${on}` },
    csv: { filename: `my-readings-${on}.csv`, title: `My readings up to ${on}` },
    comment: `Everything that I keep of you up to ${dayText(on)}, what is only for you included. ${what}${csv} What a manager notes for one-to-ones and keeps for themselves is left out. Other people are in it by their Slack ids alone.`,
  };
}

/** `3 readings`. */
export function counted(table: string, rows: number): string {
  const [one, several] = namesOfRows.get(table) ?? [`row of ${table}`, `rows of ${table}`];
  return rows === 1 ? `1 ${one}` : `${rows} ${several}`;
}

/** What the rows of each table are called by people. */
export const namesOfRows: ReadonlyMap<string, readonly [one: string, several: string]> = new Map([
  ['people', ['profile with your settings', 'profiles']],
  ['leave', ['entry of days away', 'entries of days away']],
  ['plans', ['plan', 'plans']],
  ['checkins', ['check-in', 'check-ins']],
  ['goals', ['goal', 'goals']],
  ['goal_changes', ['change of a goal', 'changes of goals']],
  ['answers', ['answer', 'answers']],
  ['private_notes', ['note only for you', 'notes only for you']],
  ['drafts', ['draft', 'drafts']],
  ['deliveries', ['message that I sent you', 'messages that I sent you']],
  ['readings', ['reading', 'readings']],
  ['targets', ['target of your own', 'targets of your own']],
  ['kpi_choices', ['KPI that you keep', 'KPIs that you keep']],
  ['prompts', ['time when I ask for readings', 'times when I ask for readings']],
  ['digests', ['setting of your weekly digest', 'settings of your weekly digest']],
  ['digest_muted', ['person whom you left out of your digest', 'people whom you left out of your digest']],
  ['discussed_points', ['point that you marked as discussed', 'points that you marked as discussed']],
  ['reporting_lines', ['entry of whom you report to', 'entries of whom you report to']],
  ['one_to_one_notes', ['note of yours for a one-to-one', 'notes of yours for one-to-ones']],
  ['api_tokens', ['API token for your readings', 'API tokens for your readings']],
  ['kpi_queries', ['Prometheus query for your readings', 'Prometheus queries for your readings']],
  ['audit_log', ['entry of who read or changed your data', 'entries of who read or changed your data']],
]);
