import { createServer } from 'node:http';
import { z } from 'zod';
import { awayView } from '../../blocks/checkin/away-form.ts';
import { checkinActions } from '../../blocks/checkin/checkin-actions.ts';
import { checkinForm } from '../../blocks/checkin/form.ts';
import { digestActions, digestSettingsView } from '../../blocks/digests/digest-actions.ts';
import { chooseView, kpiActions, logView, promptView, targetView } from '../../blocks/kpis/kpi-actions.ts';
import { openSearchAction } from '../../blocks/navigation.ts';
import { changeView } from '../../blocks/plans/change-form.ts';
import { onboardView } from '../../blocks/plans/onboard-form.ts';
import { previewView } from '../../blocks/plans/onboard-preview.ts';
import { pauseView } from '../../blocks/plans/pause-form.ts';
import { planActions } from '../../blocks/plans/plan-buttons.ts';
import { queriesView, queryActions } from '../../blocks/settings/queries-modal.ts';
import {
  keptAskView,
  keptView,
  leaveView,
  settingsActions,
  settingsView,
  tokensView,
  workspaceView,
} from '../../blocks/settings/settings-actions.ts';
import { noteView } from '../../blocks/team/one-to-one-actions.ts';
import { reportingActions, reportingView } from '../../blocks/team/reporting-buttons.ts';
import { oneToOneActions } from '../../blocks/team/team-buttons.ts';
import { searchView } from '../../blocks/views.ts';
import { paths } from '../../src/api/openapi.ts';
import { apiRoutes } from '../../src/api/routes.ts';
import { routes } from '../../src/listeners/actions.ts';
import { eventRoutes } from '../../src/listeners/events.ts';
import { showKpis } from '../../src/listeners/kpi-words.ts';
import { optionRoutes } from '../../src/listeners/options.ts';
import { shortcuts } from '../../src/listeners/shortcuts.ts';
import { forms } from '../../src/listeners/submissions.ts';
import { words } from '../../src/listeners/words.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { listening, urlOf } from '../support/coach.ts';
import { ada, bob, mira } from '../support/plans.ts';
import { filledIn } from './filled-in.ts';
import type { View } from './recording-slack.ts';
import { type RightsWorld, secretOfSam } from './rights-world.ts';
import { everyValue, type Pressed, pressesWith, type Reached, type Walk } from './walk-routes.ts';

/** One way in, called as docs/rights.md calls it: `press plan.open`. */
export interface Way {
  called: string;
  reach(actor: Actor): Promise<Reached>;
}

/** Every way in that the registries know: a new one is walked as well, with every id in every shape. */
export async function everyWay(walk: Walk, world: RightsWorld, state: 'running' | 'paused'): Promise<Way[]> {
  // most forms are for plans that go on
  const opened = state === 'running' ? await viewsOf(walk, world) : () => undefined;
  return [...wordWays(walk), ...pressWays(walk, world, opened), ...formWays(walk, opened), ...otherWays(walk)];
}

type Views = (form: string) => View | undefined;

const ofBob = `<@${bob.personId}>`;
const afterWord = new Map([
  ['pause', [`${ofBob} until 2027-01-20`]],
  ['onboard', [`${ofBob} 2027-01-11`, `${ofBob} 2027-01-11 manager <@${mira.personId}>`, '']],
  ['manager', [`${ofBob} <@U0OMAR>`, ofBob, '']],
  ['log', ['latency 90 ms', '']],
  ['trend', [`latency ${ofBob}`, 'latency']],
]);

const wordWays = (walk: Walk): Way[] =>
  [...words, ['kpis', showKpis] as const].map(([word, route]) => ({
    called: `word ${word === '' ? 'alone' : word}`,
    reach: (actor) => walk.word(actor, route, afterWord.get(word) ?? [ofBob, '']),
  }));

/** The buttons that stand in a form of ours, which they read. */
function pressWays(walk: Walk, world: RightsWorld, opened: Views): Way[] {
  const inForm = new Map<string, View | undefined>([
    ...[checkinActions.state, checkinActions.typed, checkinActions.back].map(
      (name) => [name, opened(checkinForm)] as const,
    ),
    [settingsActions.dropLeave, opened(leaveView)],
    [settingsActions.revokeToken, opened(tokensView)],
    ...[queryActions.try, queryActions.drop].map((name) => [name, opened(queriesView)] as const),
    [planActions.form, opened(onboardView)],
    [reportingActions.person, opened(reportingView)],
  ]);
  return [...routes].map(([name, route]) => ({
    called: `press ${name}`,
    reach: (actor) => walk.press(actor, route, shapesOf(name, everyValue(world), inForm.get(name))),
  }));
}

function shapesOf(name: string, carried: readonly string[], view: View | undefined): Pressed[] {
  const namesManager = name === reportingActions.share || name === reportingActions.disown;
  const presses = pressesWith(name, namesManager ? [mira.personId] : carried, view);
  if (name !== settingsActions.leaveOf) return presses;
  return presses.slice(0, 1).map(({ action }) => ({ action: { ...action, type: 'users_select' } }));
}

/** Who opens each form and with what, so that others can send it. */
const openers = (ids: RightsWorld['ids']) =>
  new Map<string, [by: Actor, press: string, carried: string]>([
    [searchView, [bob, openSearchAction, '']],
    [onboardView, [mira, planActions.onboard, '']],
    [changeView, [mira, planActions.change, ids.plan]],
    [pauseView, [mira, planActions.pause, ids.plan]],
    [checkinForm, [bob, checkinActions.answer, ids.asked]],
    [awayView, [bob, checkinActions.away, ids.asked]],
    [logView, [bob, kpiActions.log, 'latency']],
    [promptView, [bob, kpiActions.prompted, 'latency']],
    [chooseView, [bob, kpiActions.choose, '']],
    [targetView, [mira, kpiActions.target, `latency ${bob.personId}`]],
    [settingsView, [bob, settingsActions.open, '']],
    [leaveView, [mira, settingsActions.leave, bob.personId]],
    [workspaceView, [ada, settingsActions.workspace, '']],
    [keptView, [ada, settingsActions.kept, '']],
    [tokensView, [ada, settingsActions.tokens, '']],
    [queriesView, [ada, settingsActions.queries, '']],
    [reportingView, [ada, reportingActions.form, bob.personId]],
    [digestSettingsView, [mira, digestActions.settings, '']],
    [noteView, [mira, oneToOneActions.addNote, bob.personId]],
  ]);

/** The forms as whoever may open them has them. */
async function viewsOf(walk: Walk, { ids }: RightsWorld): Promise<Views> {
  const views = new Map<string, View>();
  for (const [form, [by, press, value]] of openers(ids)) {
    const route = routes.get(press);
    if (route) views.set(form, await walk.opens(by, route, { action: { action_id: press, value } }));
  }
  const request = {
    personId: bob.personId,
    managerId: mira.personId,
    startsOn: '2027-01-11',
    milestones: ['day-30'],
    hour: 9,
  };
  views.set(previewView, { callback_id: previewView, private_metadata: JSON.stringify(request), blocks: [] });
  const kept = JSON.stringify({ plan: 36, reading: null, note: null, message: null, audit: null });
  views.set(keptAskView, { callback_id: keptAskView, private_metadata: kept, blocks: [] });
  return (form) => views.get(form);
}

function formWays(walk: Walk, opened: Views): Way[] {
  return [...forms].map(([name, route]) => ({
    called: `form ${name}`,
    reach: (actor) => {
      const view = opened(name) ?? { callback_id: name, private_metadata: '', blocks: [] };
      return walk.form(actor, route, { view, values: sent.get(name)?.(view) ?? filledIn(view) });
    },
  }));
}

/** A form that is sent as it was changes nothing, and a query is for one person or a team. */
const sent = new Map<string, (view: View) => unknown>([
  [changeView, (view) => JSON.parse(JSON.stringify(filledIn(view)).replaceAll('2026-11-03', '2026-11-02'))],
  [keptView, (view) => JSON.parse(JSON.stringify(filledIn(view)).replaceAll('"forever"', '"60"'))],
  [
    queriesView,
    (view) => Object.fromEntries(Object.entries(filledIn(view)).filter(([block]) => !block.includes('team'))),
  ],
]);

const otherWays = (walk: Walk): Way[] => [
  ...[...eventRoutes].map(([type, route]) => ({
    called: `event ${type}`,
    reach: (actor: Actor) =>
      walk.does(actor, () =>
        route(
          { event: eventOf(type, actor), client: walk.slack.client, workspaceId: actor.workspaceId, eventId: 'Ev1' },
          walk.deps,
        ),
      ),
  })),
  ...[...optionRoutes].map(([name, route]) => ({
    called: `menu ${name}`,
    reach: (actor: Actor) => walk.does(actor, () => route({ actor, name: 'mine', typed: 'ger' }, walk.deps)),
  })),
  ...[...shortcuts].map(([name, view]) => ({
    called: `shortcut ${name}`,
    reach: (actor: Actor) => walk.does(actor, async () => view()),
  })),
  ...Object.values(paths).map((path) => ({
    called: `api ${path}`,
    reach: (actor: Actor) => walk.does(actor, (hear) => asksApi(walk, path, hear)),
  })),
];

const event = z.custom<Parameters<NonNullable<ReturnType<typeof eventRoutes.get>>>[0]['event']>();

/** Somebody writes what would show Bob's progress, opens their Home tab, or is another in Slack now. */
const eventOf = (type: string, { personId: user }: Actor) =>
  event.parse(
    type === 'message'
      ? { type, channel_type: 'im', channel: 'D1', user, ts: '1.1', text: `progress ${ofBob}` }
      : { type, tab: 'home', channel: 'D1', user: type === 'user_change' ? { id: user, profile: {} } : user },
  );

/** No person has a token: it is asked without one, and with one that is for somebody else. */
async function asksApi({ deps }: Walk, path: string, hear: (said: unknown) => void): Promise<void> {
  const listener = apiRoutes(deps.kpis, deps.log).get('/api/*');
  if (!listener) throw new Error('there is no API');
  const server = await listening(createServer(listener));
  const readings = [{ person: bob.personId, kpi: 'latency', value: 90, measured_on: '2027-01-03' }];
  for (const authorization of ['', `Bearer ${secretOfSam}`])
    for (const method of ['GET', 'POST']) {
      const sent = method === 'POST' ? { body: JSON.stringify({ readings }) } : {};
      const headers = { authorization, 'content-type': 'application/json' };
      const response = await fetch(`${urlOf(server)}${path}`, { method, headers, ...sent });
      hear(await response.text());
    }
  server.close();
  server.closeAllConnections();
}
