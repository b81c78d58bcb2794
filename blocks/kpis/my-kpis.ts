import type { KnownBlock, TableBlock } from '@slack/types';
import type { Standings } from '../../src/kpis/read-standings.ts';
import type { Standing } from '../../src/kpis/standing.ts';
import { actions, context, header, lines, type Message, mention, phrase, select, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { chooseButton, kpiActions, logButton, myKpisButton } from './kpi-actions.ts';
import { changeText, sparkline, standingLine, statusText, valueText } from './standing-text.ts';

/** All KPIs of one person with their last values, as a table; those that they keep first. */
export function kpisMessage({ personId, all, chosen, today }: Standings, readerId: string): Message {
  const isOwn = personId === readerId;
  const shown = [...all].sort((one, other) => rank(one, chosen) - rank(other, chosen));
  const measured = shown.filter(({ last }) => last);
  return asMessage([
    header(isOwn ? 'Your KPIs' : 'KPIs'),
    lines(...(isOwn ? [] : phrase`${mention(personId)}. `), words(inShort(all))),
    table(shown, today),
    ...(isOwn ? [context('You, your manager and the workspace admins can see these.')] : []),
    ...actions([
      ...(isOwn
        ? [logButton('Log a value'), chooseButton(chosen.length === 0 ? 'Choose KPIs to keep' : 'Change which I keep')]
        : []),
      ...(measured.length === 0
        ? []
        : [
            select(
              'See a trend',
              kpiActions.trend,
              measured.map(({ kpi }) => ({ label: kpi.title, value: `${kpi.id} ${personId}` })),
            ),
          ]),
    ]),
  ]);
}

const kept = (chosen: readonly string[], { kpi }: Standing): boolean => chosen.includes(kpi.id);

/** What one keeps, then what was ever measured, each by how much it asks for. */
function rank(standing: Standing, chosen: readonly string[]): number {
  const urgency = ['off', 'at-risk', 'stale', 'no-target', 'baseline', 'on-target', 'no-reading'].indexOf(
    standing.status,
  );
  return (kept(chosen, standing) ? 0 : 100) + (standing.last ? 0 : 50) + urgency;
}

function inShort(all: readonly Standing[]): string {
  const count = (status: Standing['status']): number => all.filter((one) => one.status === status).length;
  const parts = (['off', 'at-risk', 'on-target', 'stale'] as const).flatMap((status) =>
    count(status) === 0 ? [] : [`${count(status)} ${shortWords[status]}`],
  );
  return parts.length === 0
    ? 'Nothing is measured yet. Log a first value, or choose what you want to keep an eye on.'
    : `${parts.join(', ')}.`;
}

const shortWords = { off: 'off', 'at-risk': 'at risk', 'on-target': 'on target', stale: 'out of date' } as const;

const table = (all: readonly Standing[], today: string): TableBlock => ({
  type: 'table',
  column_settings: ['', '', '', '', '', ''].map(() => ({ is_wrapped: true })),
  rows: [
    ['KPI', 'Last value', 'Target', 'Change', 'Status', 'Lately'],
    ...all.map((standing) => [
      standing.kpi.title,
      standing.last ? valueText(standing.last, standing.target.target) : '–',
      standing.target.target.text,
      changeText(standing, today) || '–',
      statusText(standing.status),
      sparkline(standing.recent) || '–',
    ]),
  ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
});

/** For the Home tab, where no table goes: a line each of what is kept or was ever measured, in at most 4 blocks. */
export function kpiLines(
  { all, chosen }: Pick<Standings, 'all' | 'chosen'>,
  { isUnderWay }: { isUnderWay: boolean },
): KnownBlock[] {
  const shown = all
    .filter((standing) => kept(chosen, standing) || standing.last)
    .sort((one, other) => rank(one, chosen) - rank(other, chosen))
    .slice(0, mostLines);
  if (shown.length === 0 && !isUnderWay) return []; // somebody who only looks things up
  return [
    header('My KPIs'),
    ...(shown.length === 0
      ? [lines(words('Nothing is measured yet. Choose a few KPIs, and I ask you for a value when it is time.'))]
      : [
          lines(
            ...shown.flatMap((standing, index) => [...(index === 0 ? [] : [words('\n')]), ...standingLine(standing)]),
          ),
        ]),
    ...actions([logButton('Log a value'), myKpisButton(), chooseButton('Choose KPIs')]),
    { type: 'divider' },
  ];
}

const mostLines = 10;
