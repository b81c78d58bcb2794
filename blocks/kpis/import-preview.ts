import type { KnownBlock, RichTextElement } from '@slack/types';
import { formatValue } from '../../src/kpis/format-value.ts';
import type { Import } from '../../src/kpis/import-readings.ts';
import type { ImportedReading, ImportProblem } from '../../src/kpis/import-rows.ts';
import { fullDayText } from '../dates.ts';
import {
  actions,
  button,
  clipped,
  faint,
  lines,
  list,
  type Message,
  phrase,
  primary,
  strong,
  typed,
  words,
} from '../kit.ts';
import { asMessage } from '../pages.ts';
import { explainText } from '../refusal.ts';

export const importActions = {
  store: 'import.store',
  forget: 'import.forget',
  takeBack: 'import.take-back',
} as const;

export interface Preview {
  import: Import;
  fileId: string;
  name: string;
  /** It was looked at before, and comes to something else now. */
  isChanged?: boolean;
}

const mostRows = 5;
const mostKpis = 20;
const mostProblems = 10;

/** What a file comes to, before anything is stored. */
export function importPreview({ import: read, fileId, name, isChanged = false }: Preview): Message {
  const { fresh, known, problems, ignored, digest } = read;
  const changed = isChanged ? phrase`Something has changed since you last looked, so nothing was stored. ` : [];
  return asMessage([
    lines(...changed, ...headline(read, name)),
    ...(fresh.length > 0 ? [kpisOf(fresh), firstRows(fresh)] : []),
    ...(known > 0 ? [lines(...phrase`${readings(known)} here already, and not stored again.`)] : []),
    ...notRead(problems, ignored),
    ...(fresh.length > 0
      ? actions([
          primary(button(`Import ${count(fresh.length)}`, importActions.store, `${fileId}:${digest}`)),
          button('Forget it', importActions.forget, fileId),
        ])
      : []),
  ]);
}

function headline({ fresh, known }: Import, name: string): RichTextElement[] {
  const file = strong(clipped(name, 80));
  if (fresh.length > 0) return phrase`${file} has ${count(fresh.length)} to import. Nothing is stored yet.`;
  if (known > 0) return phrase`${file} has nothing new, so nothing needs to be stored.`;
  return phrase`${file} has no reading that I can read. Mend what is listed here, and share it again.`;
}

const count = (number: number): string => (number === 1 ? '1 reading' : `${number.toLocaleString('en-US')} readings`);
const readings = (number: number): string => `${count(number)} ${number === 1 ? 'is' : 'are'}`;

function kpisOf(fresh: readonly ImportedReading[]): KnownBlock {
  const days = new Map<string, { title: string; days: string[] }>();
  for (const { kpi, entry } of fresh) {
    const known = days.get(kpi.id) ?? { title: kpi.title, days: [] };
    known.days.push(entry.measuredOn);
    days.set(kpi.id, known);
  }
  const bullets = [...days.values()].map(({ title, days }) => {
    const sorted = days.sort();
    const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
    const when = first === last ? fullDayText(first) : `${fullDayText(first)} to ${fullDayText(last)}`;
    return [strong(title), words(`: ${count(days.length)}, ${when}`)];
  });
  return list([words('KPIs')], bullets.slice(0, mostKpis));
}

const firstRows = (fresh: readonly ImportedReading[]): KnownBlock =>
  list(
    [words(fresh.length > mostRows ? 'The first of them' : 'They are')],
    fresh
      .slice(0, mostRows)
      .map(({ kpi, entry, confidence, line }) => [
        words(`${fullDayText(entry.measuredOn)}, ${kpi.title}: ${formatValue(entry.value, kpi.target.unit, entry)}`),
        ...(confidence === undefined ? [] : [words(`, confidence ${confidence} of 5`)]),
        ...(entry.note === '' ? [] : [words(`, "${clipped(entry.note, 80)}"`)]),
        faint(`  line ${line}`),
      ]),
  );

function notRead(problems: readonly ImportProblem[], ignored: readonly string[]): KnownBlock[] {
  const columns = ignored
    .slice(0, mostProblems)
    .map((name) => [strong('Column: '), words(`"${clipped(name, 40)}" is no KPI that I know.`)]);
  const rows = problems
    .slice(0, mostProblems)
    .map(({ line, reason }) => [strong(`Line ${line}: `), words(problemText(reason))]);
  const more = problems.length + ignored.length - columns.length - rows.length;
  const rest = more > 0 ? [[words(`and ${more.toLocaleString('en-US')} more`)]] : [];
  const bullets = [...columns, ...rows, ...rest];
  if (bullets.length === 0) return [];
  const isName = ignored.length > 0 || problems.some(({ reason }) => reason.kind === 'no-such-kpi');
  const names = isName ? [lines(...phrase`Every name that I know is in ${typed('kpis')}.`)] : [];
  return [list([strong('I cannot read these, and leave them out')], bullets), ...names];
}

/** What is said of a value that was typed holds here, too; what to do instead is another thing in places. */
function problemText(reason: ImportProblem['reason']): string {
  switch (reason.kind) {
    case 'no-confidence':
      return `"${clipped(reason.typed, 40)}" is no confidence. Write a whole number from 1 to 5, or leave it empty.`;
    case 'no-such-kpi':
      return reason.typed === '' ? 'The KPI is missing.' : `"${clipped(reason.typed, 40)}" is no KPI that I know.`;
    case 'no-date':
      return reason.typed === ''
        ? 'The day is missing.'
        : `"${clipped(reason.typed, 40)}" is no day that I can read. Write it like 2026-11-30.`;
    default:
      return explainText(reason);
  }
}

/** In place of the preview, once it was stored. */
export const importStored = ({ stored, known, digest }: { stored: number; known: number; digest: string }): Message =>
  asMessage([
    lines(
      ...(stored === 0
        ? phrase`All of that is here already, so nothing was stored again. See your KPIs with ${typed('kpis me')}.`
        : phrase`Imported ${count(stored)}. ${known > 0 ? `${readings(known)} here already. ` : ''}See where you stand with ${typed('kpis me')}.`),
    ),
    ...(stored === 0 ? [] : actions([button('Take them back', importActions.takeBack, digest)])),
  ]);

export const importForgotten = (): Message =>
  asMessage([lines(...phrase`Nothing was stored. To import a file after all, share it here again.`)]);

export const importTakenBack = (taken: number): Message =>
  asMessage([
    lines(
      ...(taken === 0
        ? phrase`These readings were taken back before. What you had without them counts.`
        : phrase`Took ${count(taken)} back. What you had before counts again.`),
    ),
  ]);
