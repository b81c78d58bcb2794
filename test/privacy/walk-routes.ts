import { z } from 'zod';
import { checkinActions } from '../../blocks/checkin/checkin-actions.ts';
import type { ChartMessage } from '../../blocks/kit.ts';
import { kpiActions } from '../../blocks/kpis/kpi-actions.ts';
import { makeGuide } from '../../src/guide.ts';
import type { KpiDeps } from '../../src/kpis/deps.ts';
import type { Asked, WordRoute } from '../../src/listeners/asked.ts';
import type { Deps } from '../../src/listeners/deps.ts';
import type { Press, PressRoute } from '../../src/listeners/press.ts';
import type { FormRoute, Submission } from '../../src/listeners/submissions.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { Refusal } from '../../src/refusal.ts';
import type { Db } from '../../src/store/tables.ts';
import { recordedLog } from '../support/log.ts';
import { bob } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';
import { filledIn } from './filled-in.ts';
import { keep } from './kept-rows.ts';
import { type RecordingSlack, recordingSlack, type View } from './recording-slack.ts';
import type { RightsWorld } from './rights-world.ts';

/** Whether somebody came to see something of Bob's or changed it; a press is one with whatever it carried. */
export type Reached = 'yes' | 'no';

export interface Walk extends AsyncDisposable {
  deps: Deps;
  slack: RecordingSlack;
  /** What was said to whoever went there last, and the form that they were shown. */
  lastSaid(): string;
  /** What managers noted for themselves alone: which of it they were shown, and what reached anybody else. */
  whispers: { toAuthor: Set<string>; overheard: string[] };
  /** Types a word, with what stands after it. */
  word(actor: Actor, route: WordRoute, rests: readonly string[]): Promise<Reached>;
  press(actor: Actor, route: PressRoute, presses: readonly Pressed[]): Promise<Reached>;
  form(actor: Actor, route: FormRoute, form: Sent): Promise<Reached>;
  /** Anything else that answers somebody. */
  does(actor: Actor, work: Work): Promise<Reached>;
  /** What somebody is shown by a press: the form that others then try to send. */
  opens(actor: Actor, route: PressRoute, pressed: Pressed): Promise<View>;
}

type Work = (hear: (said: unknown) => void) => Promise<unknown>;

export interface Pressed {
  action: Readonly<Record<string, unknown>>;
  /** The view that it stands in; left out: a message. */
  view?: View | undefined;
}

export interface Sent {
  view: View;
  values: unknown;
}

export async function startWalk(db: Db, { deps: kpis, secret, secretInFiles, ...world }: RightsWorld): Promise<Walk> {
  const slack = await recordingSlack();
  const kept = await keep(db);
  const heard: unknown[] = [];
  const last = { said: '' };
  const hear = (said: unknown): void => {
    heard.push(said);
  };
  const deps = depsOf(kpis, hear);
  const whispers: Walk['whispers'] = { toAuthor: new Set(), overheard: [] };
  const listenFor = (actor: Actor, said: string): void => {
    for (const { by, text } of world.whispers.filter((one) => said.includes(one.text))) {
      const isAuthor = by.personId === actor.personId && by.workspaceId === actor.workspaceId;
      if (isAuthor) whispers.toAuthor.add(text);
      else whispers.overheard.push(`${text}, to ${actor.personId} of ${actor.workspaceId}`);
    }
  };
  const does = async (actor: Actor, work: Work, carried = ''): Promise<Reached> => {
    heard.splice(0);
    for (const forget of [slack.told, slack.uploaded, slack.lastView]) forget();
    slack.fileOf.personId = actor.personId;
    try {
      hear(await work(hear));
    } catch (error) {
      if (!(error instanceof Refusal || isGarbage(error))) throw error;
      hear(error instanceof Refusal ? error.reason : '');
    }
    const said = without(`${JSON.stringify(heard)}\n${slack.told()}`, carried);
    const form = slack.lastView()?.private_metadata ?? ''; // what it is about, and that is what was carried
    const uploaded = slack.uploaded();
    listenFor(actor, `${said}\n${form}\n${uploaded}`);
    last.said = `${said}\n${form}`;
    const sees = secret.test(said) || secret.test(form) || secretInFiles.test(uploaded);
    return (await kept.isChanged()) || sees ? 'yes' : 'no';
  };
  const firstOf = async <Try>(tries: readonly Try[], reach: (one: Try) => Promise<Reached>): Promise<Reached> => {
    for (const one of tries) if ((await reach(one)) === 'yes') return 'yes';
    return 'no';
  };
  return {
    deps,
    slack,
    whispers,
    lastSaid: () => last.said,
    does,
    word: (actor, route, rests) =>
      firstOf(rests, (rest) => does(actor, () => route(askedBy(actor, rest, { slack, hear }), rest, deps))),
    press: (actor, route, presses) =>
      firstOf(presses, (pressed) =>
        does(actor, () => route(pressOf(actor, pressed, { slack, hear }), deps), String(pressed.action['value'] ?? '')),
      ),
    form: (actor, route, sent) =>
      does(actor, async () => {
        const later: (() => Promise<void>)[] = [];
        hear(await route(submissionOf(actor, sent, { slack, later }), deps));
        for (const work of later) await work();
      }),
    async opens(actor, route, pressed) {
      slack.lastView();
      await route(pressOf(actor, pressed, { slack, hear }), deps);
      const view = slack.lastView();
      if (!view) throw new Error('no form was opened');
      await kept.isChanged();
      return view;
    },
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}

/** What somebody is told of what they sent is nothing new to them. */
const without = (text: string, carried: string): string =>
  carried
    .split(/[| ]/)
    .filter((piece) => piece.length > 8)
    .reduce((left, piece) => left.replaceAll(piece, ''), text);

/** What nobody's button carries is a fault of whoever forged it. */
const isGarbage = (error: unknown): boolean => error instanceof z.ZodError || error instanceof SyntaxError;

const depsOf = (kpis: KpiDeps, hear: (said: unknown) => void): Deps => ({
  guide: makeGuide(builtInRole()),
  log: recordedLog().log,
  say: async (_, __, message) => hear(message),
  plans: kpis,
  kpis,
  prometheus: { url: 'http://127.0.0.1:9', fetch: async () => new Response('{}') },
});

interface Ears {
  slack: RecordingSlack;
  hear: (said: unknown) => void;
}

const askedBy = (actor: Actor, text: string, { slack, hear }: Ears): Asked => ({
  actor,
  text,
  client: slack.client,
  triggerId: '1.2.walk',
  answer: async (message: ChartMessage) => hear(message),
});

/** Slack sends more than our listeners read: the types are Slack's, what is in it is what they read. */
const body = z.custom<Press['body']>();
const action = z.custom<Press['action']>();
const viewSent = z.custom<Submission['view']>();
const values = z.custom<Submission['values']>();

function pressOf(actor: Actor, pressed: Pressed, { slack, hear }: Ears): Press {
  const view = pressed.view && {
    id: 'V1',
    root_view_id: 'V1',
    state: { values: filledIn(pressed.view) },
    ...pressed.view,
    type: 'modal',
  };
  const place = view ? { view } : { channel: { id: 'D1' }, message: { ts: '1.1', blocks: [] } };
  return {
    actor,
    action: action.parse({ type: 'button', action_ts: '1999999999.1', ...pressed.action }),
    body: body.parse({
      user: { id: actor.personId },
      team: { id: actor.workspaceId },
      trigger_id: '1.2.walk',
      ...place,
    }),
    client: slack.client,
    respond: async (message) => {
      hear(message);
      return Response.json({ ok: true });
    },
  };
}

function submissionOf(
  actor: Actor,
  sent: Sent,
  { slack, later }: { slack: RecordingSlack; later: (() => Promise<void>)[] },
): Submission {
  const state = { values: sent.values };
  return {
    actor,
    view: viewSent.parse({ id: 'V1', root_view_id: 'V1', ...sent.view, state }),
    values: values.parse(sent.values),
    client: slack.client,
    afterwards: (work) => later.push(work),
  };
}

/** With every id of what is Bob's, in every shape that a button of ours has. */
export function everyValue({ ids }: RightsWorld): string[] {
  const { personId } = bob;
  return [
    ...['', personId, `latency ${personId}`, 'latency', ids.reading, ids.imported, ids.token, ids.query, ids.leave],
    ...[ids.plan, `${ids.asked}|1.1`, `${ids.plan}|${ids.goal}|done|7`, ids.answered, ids.asked],
    ...[
      ids.note,
      ids.shared,
      `note:${ids.note}`,
      `note:${ids.shared}`,
      `point:${personId} 2026-11-01T00:00:00.000Z blocked:access`,
      `${personId} 2026-11-01T00:00:00.000Z`,
    ],
    ...['F1:', `1 2026-11-01T00:00:00.000Z ${personId} 2026-11-01T00:00:00.000Z`, `progress <@${personId}>`],
  ];
}

/** What stands behind a button's name. */
const ends = new Map<string, string>([
  [kpiActions.putOff, ':tomorrow'],
  [checkinActions.note, ':wentWell'],
]);

export const pressesWith = (name: string, carried: readonly string[], view?: View): Pressed[] =>
  carried.map((value) => ({
    action: { action_id: `${name}${ends.get(name) ?? ''}`, value, selected_user: bob.personId },
    view,
  }));
