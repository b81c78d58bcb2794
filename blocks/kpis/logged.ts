import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Logged } from '../../src/kpis/log-reading.ts';
import type { RoleKpi } from '../../src/kpis/role-kpis.ts';
import type { Reading } from '../../src/kpis/standing.ts';
import { bulletBlocks } from '../entry-lines.ts';
import { actions, button, clipped, faint, lines, type Message, strong, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { kpiActions, logButton, myKpisButton, trendButton } from './kpi-actions.ts';
import { changeText, measuredText, paceText, valueText, whyText } from './standing-text.ts';

/** What was understood, where it stands, what to do if it is off, and a way back. */
export function loggedMessage(logged: readonly Logged[], today: LocalDate): Message {
  const [only] = logged;
  if (only && logged.length === 1) return asMessage(loggedOne(only, today));
  return asMessage([
    lines(strong(`${logged.length} readings are saved.`)),
    ...bulletBlocks(
      [],
      logged.map(({ reading, standing }) => [
        strong(`${standing.kpi.title}: `),
        words(`${valueText(reading, standing.target.target)}. ${whyText(standing, today)}`),
      ]),
    ),
    ...logged.flatMap(({ standing }) => stepsFor(standing)).slice(0, mostStepBlocks),
    ...actions([myKpisButton(), ...logged.slice(0, mostUndo).map(undoButton)]),
  ]);
}

/** A message takes 50 blocks. */
const mostStepBlocks = 20;
const mostUndo = 10;

function loggedOne({ reading, standing }: Logged, today: LocalDate): KnownBlock[] {
  const { kpi, target } = standing;
  const change = changeText(standing, today);
  const counts = standing.last?.id === reading.id;
  return [
    lines(
      strong(`${kpi.title}: ${valueText(reading, target.target)}`),
      words(`, ${measuredText(reading, today)}${change === '' || !counts ? '' : ` (${change})`}.`),
      ...(reading.note === '' ? [] : [faint(`\n${clipped(reading.note, 300)}`)]),
    ),
    lines(
      words(
        `${counts ? '' : 'A later reading counts: '}${whyText(standing, today)} ${paceText(standing.pace, today)}`.trim(),
      ),
    ),
    ...stepsFor(standing),
    ...(kpi.reminder === undefined ? [] : [lines(faint(kpi.reminder))]),
    ...actions([undoButton({ reading, standing }), trendButton(kpi.id, reading.person_id), logButton('Log another')]),
  ];
}

const undoButton = ({ reading, standing }: Logged, index = 0, all: readonly unknown[] = []) =>
  button(
    all.length > 1 ? `Undo ${clipped(standing.kpi.title, 40)}` : 'Undo',
    `${kpiActions.undo}:${index}`,
    reading.id,
  );

const mostSteps = 3;

/** Two or three things that usually help, and whom to ask; nothing where it is well. */
export function stepsFor({ kpi, level }: Pick<Logged['standing'], 'kpi' | 'level'>): KnownBlock[] {
  if (level !== 'off' && level !== 'at-risk') return [];
  return bulletBlocks([strong(`What usually helps: ${kpi.title}`)], nextSteps(kpi));
}

function nextSteps({ risks, talkTo }: RoleKpi) {
  const helps = risks.slice(0, mostSteps - 1).map(({ title, helps: what }) => [strong(`${title}: `), words(what)]);
  const who = talkTo.slice(0, 2).join(' or ');
  return who === '' ? helps : [...helps, [words(`Talk to ${who} about what you see.`)]];
}

/** After the undo. */
export const takenBackMessage = (kpi: RoleKpi | undefined, reading: Reading): Message =>
  asMessage([
    lines(
      words(
        `${kpi?.title ?? 'That reading'}${kpi ? ` of ${valueText(reading, kpi.target)}` : ''} is taken back. What counted before it counts again.`,
      ),
    ),
    ...actions([logButton('Log it again', kpi?.id), myKpisButton()]),
  ]);
