import { logForm } from '../../blocks/kpis/log-form.ts';
import { logOffer } from '../../blocks/kpis/log-offer.ts';
import { loggedMessage } from '../../blocks/kpis/logged.ts';
import { kpisMessage } from '../../blocks/kpis/my-kpis.ts';
import { trendMessage } from '../../blocks/kpis/trend.ts';
import { logReadings } from '../kpis/log-reading.ts';
import { readStandings } from '../kpis/read-standings.ts';
import { readTrend } from '../kpis/read-trend.ts';
import { Refusal } from '../refusal.ts';
import { type Asked, openForm, readMention, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';
import { readTypedReading, todayFor } from './kpi-reading.ts';
import { readNote } from './read-note.ts';

/** What is typed about readings. `kpis me` is the reader's own; all else after `kpis` is the role's. */
export const kpiWords: ReadonlyMap<string, WordRoute> = new Map([
  ['log', logValue],
  ['trend', showTrend],
]);

/** `log KPI VALUE [on DATE] [note]`, or `log` alone for the form. */
async function logValue(asked: Asked, rest: string, { kpis }: Deps): Promise<void> {
  const { actor } = asked;
  const today = await todayFor(kpis, actor);
  if (rest === '') {
    return openForm(
      asked,
      () => logForm({ all: kpis.kpis.all, standing: undefined, today }),
      () => logOffer(),
    );
  }
  const logged = await logReadings(kpis, actor, { readings: [readTypedReading(kpis, rest, today)] });
  await asked.answer(loggedMessage(logged, today));
}

/** `trend KPI [@person]` */
async function showTrend(asked: Asked, rest: string, { kpis }: Deps): Promise<void> {
  const mention = readMention(rest);
  const name = readNote(mention ? `${mention.before} ${mention.after}` : rest, new Map()).trim();
  const named = kpis.kpis.readName(name);
  if (!named) throw new Refusal({ kind: 'no-such-kpi', typed: name });
  const personId = mention?.personId ?? asked.actor.personId;
  const trend = await readTrend(kpis, asked.actor, { personId, kpi: named.kpi });
  await asked.answer(trendMessage(trend, asked.actor.personId));
}

/** `kpis me`, `kpis @person` */
export async function showKpis(asked: Asked, rest: string, { kpis }: Deps): Promise<void> {
  const personId = readMention(rest)?.personId ?? asked.actor.personId;
  await asked.answer(kpisMessage(await readStandings(kpis, asked.actor, personId), asked.actor.personId));
}
