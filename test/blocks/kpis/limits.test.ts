import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { chooseForm, chooseOffer, chosenMessage } from '../../../blocks/kpis/choose-form.ts';
import { logForm } from '../../../blocks/kpis/log-form.ts';
import { logOffer } from '../../../blocks/kpis/log-offer.ts';
import { loggedMessage, takenBackMessage } from '../../../blocks/kpis/logged.ts';
import { kpiLines, kpisMessage } from '../../../blocks/kpis/my-kpis.ts';
import {
  noEventKpis,
  promptMessage,
  promptPutOff,
  promptSkipped,
  promptsStopped,
} from '../../../blocks/kpis/prompt.ts';
import { mostFields, promptForm } from '../../../blocks/kpis/prompt-form.ts';
import { targetForm, targetSet } from '../../../blocks/kpis/target-form.ts';
import { trendMessage } from '../../../blocks/kpis/trend.ts';
import { asModal } from '../../../blocks/problem.ts';
import { addDays } from '../../../src/calendar/local-date.ts';
import { type RoleKpi, roleKpis } from '../../../src/kpis/role-kpis.ts';
import { type Standing, standingOf } from '../../../src/kpis/standing.ts';
import { checkMessageBlocks, checkView } from '../../../src/local/checks/block-check.ts';
import { builtInKpis, reading, valid } from '../../kpis/samples.ts';
import { tenfoldRole } from '../../support/roles.ts';

const today = '2026-11-24';
const me = 'U1';
const mostCharacters = 13_000;
const longNote = '<!channel> & "quoted" '.repeat(23).slice(0, 500);

/** Off, after a year of it, with the longest note that there may be. */
function offStanding(kpi: RoleKpi): Standing {
  const value = kpi.target.direction === 'lower' ? 1_234_567.891 : 0;
  const latest = Array.from({ length: 8 }, (_, index) =>
    reading({
      kpi_id: kpi.id,
      measured_on: addDays(today, -index),
      value,
      note: longNote,
      currency: kpi.target.unit === 'currency' ? 'EUR' : null,
    }),
  );
  const baseline = reading({ kpi_id: kpi.id, measured_on: '2025-11-01', value: 1 });
  return standingOf({ kpi, target: valid(kpi.target, '2027-03-31'), latest, baseline, today });
}

const noneOf = (kpi: RoleKpi): Standing =>
  standingOf({ kpi, target: valid(kpi.target), latest: [], baseline: undefined, today });

/** The 18 of the built-in role, and as many again with names as long as a role file takes. */
const roles: [string, RoleKpi[]][] = [
  ['the built-in role', builtInKpis.all],
  ['long names', roleKpis(tenfoldRole('entries')).all.slice(18, 36)],
];

function shown(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shown);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : shown(inner),
  );
}

describe.each(roles)('with %s', (_, kpis) => {
  const standings = [...kpis.map(offStanding), ...kpis.map(noneOf)];
  const off = kpis.map(offStanding);
  const logged = off.flatMap((standing) => (standing.last ? [{ reading: standing.last, standing }] : []));
  const shared = { personId: me, as: 'self', today } as const;
  const points = Array.from({ length: 20 }, (_, index) => {
    const from = addDays(today, index - 20);
    return { from, to: from, value: 1_234_567.891, count: 1, aim: 100 };
  });

  const messages: [string, { text: string; blocks: unknown[] }][] = [
    ...logged.map((one): [string, ReturnType<typeof loggedMessage>] => ['logged', loggedMessage([one], today)]),
    ['all of a form', loggedMessage(logged, today)],
    ['ten of a form', loggedMessage(logged.slice(0, 10), today)],
    ['taken back', takenBackMessage(kpis[0], reading({ note: longNote }))],
    ['my KPIs', kpisMessage({ ...shared, all: off, chosen: [] }, me)],
    ['KPIs without readings', kpisMessage({ ...shared, all: kpis.map(noneOf), chosen: [] }, me)],
    ['KPIs of somebody else', kpisMessage({ ...shared, as: 'manager', all: off, chosen: [] }, 'U2')],
    ...off.map((standing): [string, ReturnType<typeof trendMessage>] => [
      'trend',
      trendMessage({ ...shared, standing, series: { by: 'day', points, left: 3000 } }, me),
    ]),
    ['prompt', promptMessage({ personId: me, asked: off, hasEvents: true, today })],
    ['put off', promptPutOff(today, kpis.map(({ id }) => id).join(' '), today)],
    ['skipped', promptSkipped({ on: today, hour: 10 }, kpis.map(({ id }) => id).join(' '), today)],
    ['stopped', promptsStopped()],
    ['nothing with an event', noEventKpis()],
    ['chosen', chosenMessage({ kept: kpis, next: { on: today, hour: 10 } }, today)],
    ['log', logOffer()],
  ];

  test.each(messages)('Slack takes the message: %s', (_, { text, blocks }) => {
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(shown(blocks).join('').length).toBeLessThanOrEqual(mostCharacters);
    expect(text.length > 0 && text.length <= 4000).toBe(true);
  });

  test('what is logged becomes a modal, too', () => {
    for (const message of [loggedMessage(logged, today), chosenMessage({ kept: kpis, next: undefined }, today)])
      expect(checkView(asModal(message))).toEqual([]);
  });

  test('Slack takes the forms', () => {
    const ids = kpis.map(({ id }) => id);
    const message = { channel: 'D0123456789', ts: '1764000000.000100' };
    const target = { personId: me, today, now: valid(kpis[0]?.target ?? builtInKpis.all[0]?.target ?? never()) };
    const views = [
      chooseForm({ all: kpis, kept: [], suggested: kpis.slice(0, 3) }),
      chooseForm({ all: kpis, kept: kpis, suggested: [] }),
      ...standings.map((standing) => logForm({ all: kpis, standing, today })),
      logForm({ all: kpis, standing: undefined, today }),
      promptForm({ asked: off.slice(0, mostFields), today, message, rest: ids.slice(mostFields), saved: [] }),
      promptForm({ asked: off.slice(mostFields), today, message, rest: [], saved: off.map(() => 'x'.repeat(36)) }),
      ...kpis.map((kpi) => targetForm({ ...target, kpi, now: valid(kpi.target, today) })),
      ...kpis.map((kpi) => asModal(targetSet({ ...target, kpi, now: valid(kpi.target, today) }))),
    ];
    for (const view of views) expect(checkView(view)).toEqual([]);
  });

  test('the Home tab and the offer after the first check-in take few blocks', () => {
    const home: KnownBlock[] = kpiLines({ all: off, chosen: [] }, { isUnderWay: true });
    expect(home.length).toBeLessThanOrEqual(4);
    expect(checkView({ type: 'home', blocks: home })).toEqual([]);
    expect(checkMessageBlocks(chooseOffer(kpis.slice(0, 3)))).toEqual([]);
    expect(kpiLines({ all: kpis.map(noneOf), chosen: [] }, { isUnderWay: false })).toEqual([]);
  });
});

function never(): never {
  throw new Error('the role has KPIs');
}
