import type { ChartMessage, Message } from '../../blocks/kit.ts';
import { chooseForm } from '../../blocks/kpis/choose-form.ts';
import { kpiActions, readKpiAndPerson } from '../../blocks/kpis/kpi-actions.ts';
import { logForm } from '../../blocks/kpis/log-form.ts';
import { takenBackMessage } from '../../blocks/kpis/logged.ts';
import { kpisMessage } from '../../blocks/kpis/my-kpis.ts';
import { noEventKpis, promptPutOff, promptSkipped, promptsStopped } from '../../blocks/kpis/prompt.ts';
import { mostFields, promptForm } from '../../blocks/kpis/prompt-form.ts';
import { targetDropped, targetForm } from '../../blocks/kpis/target-form.ts';
import { trendMessage } from '../../blocks/kpis/trend.ts';
import type { MessagePlace } from '../../blocks/message-place.ts';
import { asModal } from '../../blocks/problem.ts';
import { chooseKpis, readChoice } from '../kpis/choose-kpis.ts';
import { takeBackReading } from '../kpis/log-reading.ts';
import { putOffPrompt } from '../kpis/put-off-prompt.ts';
import { readStandings, standings } from '../kpis/read-standings.ts';
import { readTrend } from '../kpis/read-trend.ts';
import { dropTarget, readTargetChoice } from '../kpis/set-target.ts';
import { suggestedFor } from '../kpis/suggest.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { publishHome } from './home.ts';
import { todayFor } from './kpi-reading.ts';
import { carriedBy, named, type Press, type PressRoute, placeOf, pushModal } from './press.ts';
import { replaceMessage } from './say.ts';

/** The buttons and menus of the KPIs. */
export const kpiPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [kpiActions.log, openLog],
  [kpiActions.undo, undo],
  [kpiActions.trend, showTrend],
  [kpiActions.mine, showMine],
  [kpiActions.choose, openChoice],
  [kpiActions.prompted, (press, deps) => openPrompt(press, deps, carriedBy(press.action).split(' '), placeOf(press))],
  [kpiActions.event, openEvents],
  [kpiActions.putOff, putOff],
  [kpiActions.skip, skip],
  [kpiActions.stop, stop],
  [kpiActions.target, openTarget],
  [kpiActions.dropTarget, takeBackTarget],
]);

async function openLog(press: Press, { kpis }: Deps): Promise<void> {
  const kpi = kpis.kpis.find(carriedBy(press.action));
  const { today, all } = await ownStandings(press, { kpis }, kpi ? [kpi.id] : []);
  await pushModal(press, logForm({ all: kpis.kpis.all, standing: all[0], today }));
}

async function undo(press: Press, deps: Deps): Promise<void> {
  const { kpis } = deps;
  const reading = await takeBackReading(kpis, press.actor, carriedBy(press.action));
  await inPlace(press, deps, takenBackMessage(kpis.kpis.find(reading.kpi_id), reading));
}

/** A chart goes in messages only: from a tab or a modal it comes in the direct message. */
async function showTrend(press: Press, deps: Deps): Promise<void> {
  const { kpiId, personId = press.actor.personId } = readKpiAndPerson(carriedBy(press.action));
  const kpi = deps.kpis.kpis.find(kpiId);
  if (!kpi) throw new Refusal({ kind: 'gone' });
  const trend = await readTrend(deps.kpis, press.actor, { personId, kpi });
  await below(press, deps, trendMessage(trend, press.actor.personId));
}

async function showMine(press: Press, deps: Deps): Promise<void> {
  const personId = carriedBy(press.action) || press.actor.personId;
  const shown = await readStandings(deps.kpis, press.actor, personId);
  await below(press, deps, kpisMessage(shown, press.actor.personId));
}

async function openChoice(press: Press, { kpis }: Deps): Promise<void> {
  const { kept } = await readChoice(kpis, press.actor);
  const suggested = await suggestedFor(kpis, press.actor);
  await pushModal(press, chooseForm({ all: kpis.kpis.all, kept, suggested }));
}

async function openPrompt(
  press: Press,
  { kpis }: Pick<Deps, 'kpis'>,
  kpiIds: readonly string[],
  message: MessagePlace | undefined,
): Promise<void> {
  const known = kpiIds.filter((id) => kpis.kpis.find(id));
  const { today, all } = await ownStandings(press, { kpis }, known.slice(0, mostFields));
  if (all.length === 0) throw new Refusal({ kind: 'gone' });
  await pushModal(press, promptForm({ asked: all, today, message, rest: known.slice(mostFields), saved: [] }));
}

async function openEvents(press: Press, deps: Deps): Promise<void> {
  const { kept } = await readChoice(deps.kpis, press.actor);
  const events = kept.filter(({ cadence }) => cadence === 'event').map(({ id }) => id);
  if (events.length === 0) await pushModal(press, asModal(noEventKpis()));
  else await openPrompt(press, deps, events, undefined);
}

async function putOff(press: Press, deps: Deps): Promise<void> {
  const kpiIds = carriedBy(press.action);
  const until = named(press.action) === 'tomorrow' ? 'tomorrow' : 'next-monday';
  const on = await putOffPrompt(deps.kpis, press.actor, { kpiIds: kpiIds.split(' '), until });
  await inPlace(press, deps, promptPutOff(on, kpiIds, await todayFor(deps.kpis, press.actor)));
}

async function skip(press: Press, deps: Deps): Promise<void> {
  const { next } = await readChoice(deps.kpis, press.actor);
  await inPlace(press, deps, promptSkipped(next, carriedBy(press.action), await todayFor(deps.kpis, press.actor)));
}

async function stop(press: Press, deps: Deps): Promise<void> {
  await chooseKpis(deps.kpis, press.actor, []);
  await inPlace(press, deps, promptsStopped());
}

async function openTarget(press: Press, { kpis }: Deps): Promise<void> {
  const { kpiId, personId } = readKpiAndPerson(carriedBy(press.action));
  await pushModal(press, targetForm(await readTargetChoice(kpis, press.actor, { kpiId, personId })));
}

async function takeBackTarget(press: Press, deps: Deps): Promise<void> {
  const { kpiId, personId } = readKpiAndPerson(carriedBy(press.action));
  const from = await todayFor(deps.kpis, press.actor);
  const dropped = await dropTarget(deps.kpis, press.actor, { kpiId, personId, from });
  await inPlace(press, deps, targetDropped(dropped));
}

async function ownStandings({ actor }: Press, { kpis }: Pick<Deps, 'kpis'>, kpiIds: readonly string[]) {
  await todayFor(kpis, actor);
  const wanted = kpiIds.flatMap((id) => kpis.kpis.find(id) ?? []);
  return standings(kpis, actor, { since: undefined, kpis: wanted });
}

/** The message or the modal says what is now. */
async function inPlace(press: Press, deps: Deps, message: Message): Promise<void> {
  const { view } = press.body;
  if (!view) return replaceMessage(press.respond, message);
  if (view.type === 'home') await publishHome(press.client, deps, press.actor);
  else await press.client.views.update({ view_id: view.id, view: asModal(message) });
}

/** Beside the message, or in the direct message where there is none. */
async function below(press: Press, { say }: Deps, message: ChartMessage): Promise<void> {
  const { view, channel } = press.body;
  const isOwnChannel = !view && channel !== undefined;
  await say(
    press.client,
    { channel: isOwnChannel && channel.id.startsWith('D') ? channel.id : press.actor.personId },
    message,
  );
}
