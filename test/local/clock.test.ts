import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PageClock, PageRequest } from '../../src/local/protocol.ts';
import { modal, openModal } from './modal-samples.ts';
import { dmOf, joel, mira, type Page, type RunningWorkspace, startWorkspace, team } from './start-workspace.ts';

// the workspace's clock begins at 2026-01-08T15:00:00Z: 10:00 in New York, where Joel is
const turn = (slack: RunningWorkspace, by: 'hour' | 'day' | 'next', person = joel) =>
  slack.does({ kind: 'turn-clock', person, by });
const now = (slack: RunningWorkspace) => slack.turned.now().toISOString();
const post = (slack: RunningWorkspace, person: string, text: string) => () =>
  slack.slack.chat.postMessage({ channel: dmOf(person), text });

/** What the page is shown once a move is over. */
async function rest(page: Page): Promise<PageClock> {
  for (;;) {
    const { clock } = await page.next('clock');
    if (!clock.isMoving) return clock;
  }
}

test('a workspace whose clock cannot be turned shows none', async () => {
  await using slack = await startWorkspace();
  expect((await slack.open(joel)).state.clock).toBeNull();
  expect(await turn(slack, 'hour')).toEqual({ ok: false, problem: 'This clock cannot be turned.' });
});

test('a page begins with the clock, and when something is due next', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.agenda.at('2026-01-12T14:00:00Z');
  expect((await slack.open(joel)).state.clock).toEqual({
    offsetMs: 0,
    nextDueAt: '2026-01-12T14:00:00.000Z',
    isMoving: false,
    outcome: null,
  });
});

test('an hour forward is an hour, and a day is the same time of the next day where the person is', async () => {
  await using slack = await startWorkspace({ turnable: true });
  expect(await turn(slack, 'hour')).toEqual({ ok: true });
  expect(now(slack)).toBe('2026-01-08T16:00:00.000Z');
  await turn(slack, 'day');
  expect(now(slack)).toBe('2026-01-09T16:00:00.000Z');
  slack.clock.forward(Date.parse('2026-03-07T15:30:00Z') - slack.turned.now().getTime()); // the night before a change
  await turn(slack, 'day'); // to summer time in New York
  expect(now(slack)).toBe('2026-03-08T14:30:00.000Z');
});

test('on the way it stops at every due moment and lets it finish', async () => {
  await using slack = await startWorkspace({ turnable: true });
  for (const moment of ['2026-01-08T20:00:00Z', '2026-01-08T15:30:00Z', '2026-01-09T15:00:00Z', '2026-01-09T15:00:01Z'])
    slack.agenda.at(moment);
  slack.agenda.at('2026-01-08T16:00:00Z', async () => slack.agenda.at('2026-01-08T16:00:00Z')); // leads to more at once
  slack.agenda.at('2026-01-08T18:00:00Z', async () => slack.agenda.at('2026-01-08T18:00:30Z')); // and a little later
  await turn(slack, 'day');
  expect(slack.agenda.done).toEqual([
    '2026-01-08T15:30:00.000Z',
    '2026-01-08T16:00:00.000Z',
    '2026-01-08T16:00:00.000Z',
    '2026-01-08T18:00:00.000Z',
    '2026-01-08T18:00:30.000Z',
    '2026-01-08T20:00:00.000Z',
    '2026-01-09T15:00:00.000Z',
  ]);
  expect(now(slack)).toBe('2026-01-09T15:00:00.000Z');
});

test('once it is there, the bot does what it does each hour', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.agenda.at('2026-01-08T20:00:00Z', async () => expect(slack.agenda.hourly()).toBe(0));
  await turn(slack, 'day');
  expect(slack.agenda.done).toHaveLength(1);
  expect(slack.agenda.hourly()).toBe(1);
});

test('to the next thing: the clock shows its moment, and what follows within a minute is done, too', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.agenda.at('2026-01-12T14:00:00Z');
  slack.agenda.at('2026-01-12T14:00:01Z');
  slack.agenda.at('2026-01-12T14:02:00Z');
  await turn(slack, 'next');
  expect(slack.agenda.done).toEqual(['2026-01-12T14:00:00.000Z', '2026-01-12T14:00:01.000Z']);
  expect(now(slack)).toBe('2026-01-12T14:00:01.000Z');
});

test('what is due already is done before the clock goes to what is next', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.agenda.at('2026-01-08T14:00:00Z');
  slack.agenda.at('2026-01-10T14:00:00Z');
  await turn(slack, 'next');
  expect(slack.agenda.done).toEqual(['2026-01-08T15:00:00.000Z', '2026-01-10T14:00:00.000Z']);
});

test('with nothing to come the page says so, and the clock stays', async () => {
  await using slack = await startWorkspace({ turnable: true });
  expect(await turn(slack, 'next')).toEqual({
    ok: false,
    problem: 'Nothing is to come: the app has nothing planned.',
  });
  expect(now(slack)).toBe('2026-01-08T15:00:00.000Z');
});

test('all pages see the date run, and then what the bot said to whom', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const pages = [await slack.open(joel), await slack.open(mira)];
  slack.agenda.at('2026-01-08T20:00:00Z', post(slack, joel, 'one'));
  slack.agenda.at('2026-01-08T21:00:00Z', post(slack, mira, 'two'));
  slack.agenda.at('2026-01-08T22:00:00Z', post(slack, joel, 'three'));
  slack.agenda.at('2026-01-08T23:00:00Z', () => slack.slack.chat.postMessage({ channel: team, text: 'for all' }));
  slack.agenda.at('2026-01-20T09:00:00Z');
  await turn(slack, 'day');
  for (const page of pages) {
    const hours: number[] = [];
    for (;;) {
      const { clock } = await page.next('clock');
      hours.push(clock.offsetMs / 3_600_000);
      if (clock.isMoving) continue;
      expect(clock).toEqual({
        offsetMs: 24 * 3_600_000,
        nextDueAt: '2026-01-20T09:00:00.000Z',
        isMoving: false,
        outcome: {
          at: '2026-01-09T15:00:00.000Z',
          news: [
            { personId: joel, name: 'Joel Park', count: 2 },
            { personId: mira, name: 'Mira Lindqvist', count: 1 },
            { personId: null, name: '#ml-team', count: 1 },
          ],
          problem: null,
        },
      });
      break;
    }
    expect(hours).toEqual([0, 5, 6, 7, 8, 24, 24]);
  }
});

test('a move waits for what the bot does when it is told of its own messages', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.bot.reply(async ({ body }) => {
    if (JSON.stringify(body).includes('"text":"one"')) slack.agenda.at(now(slack), post(slack, mira, 'two'));
    return {};
  });
  slack.agenda.at('2026-01-08T15:30:00Z', post(slack, joel, 'one'));
  await turn(slack, 'hour');
  expect((await slack.open(mira)).state.messages.map(({ text }) => text)).toEqual(['two']);
});

test('what stays due holds nothing up: the rest of the day is gone through minute by minute', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const page = await slack.open(joel);
  slack.agenda.sleep();
  slack.agenda.at('2026-01-08T20:00:00Z');
  await turn(slack, 'day');
  expect(now(slack)).toBe('2026-01-09T15:00:00.000Z');
  expect((await rest(page)).outcome).toMatchObject({ news: [], problem: null });
});

test('to the next thing, while something stays due: a minute on', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.agenda.sleep();
  slack.agenda.at('2026-01-08T15:00:00Z');
  await turn(slack, 'next');
  expect(now(slack) >= '2026-01-08T15:01:00.000Z' && now(slack) <= '2026-01-08T15:02:00.000Z').toBe(true);
});

test('a clock that would go on without end stops and says so', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const page = await slack.open(joel);
  const again = async (): Promise<void> =>
    slack.agenda.at(new Date(slack.turned.now().getTime() + 1).toISOString(), again);
  slack.agenda.at('2026-01-08T15:10:00Z', again);
  expect(await turn(slack, 'day')).toEqual({ ok: true });
  expect((await rest(page)).outcome?.problem).toContain('the clock stopped on the way');
  expect(now(slack) < '2026-01-08T15:11').toBe(true);
});

test('one move at a time', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const page = await slack.open(joel);
  const gate = { open: () => {} };
  slack.agenda.at('2026-01-08T15:30:00Z', () => new Promise<void>((resolve) => (gate.open = resolve)));
  const first = turn(slack, 'hour');
  expect((await page.next('clock')).clock.isMoving).toBe(true);
  for (const request of [turn(slack, 'day', mira), slack.does({ kind: 'start-over', person: mira })]) {
    expect(await request).toEqual({
      ok: false,
      problem: 'The clock is being turned already. Wait until it is there.',
    });
  }
  expect((await slack.open(mira)).state.clock).toMatchObject({ isMoving: true });
  gate.open();
  expect(await first).toEqual({ ok: true });
  expect(now(slack)).toBe('2026-01-08T16:00:00.000Z');
});

test('a move that fails is over, is named by a reference, and the next one is free to go', async () => {
  await using slack = await startWorkspace({ turnable: true });
  slack.agenda.at('2026-01-08T15:30:00Z', async () => {
    throw new Error('the bot broke');
  });
  expect(await turn(slack, 'hour')).toEqual({
    ok: false,
    problem: expect.stringMatching(/^Something went wrong in the local workspace, reference [0-9A-F]{4}\.$/),
  });
  expect(await turn(slack, 'hour')).toEqual({ ok: true });
});

test('the page learns when something new is planned', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const page = await slack.open(joel);
  slack.agenda.at('2026-02-01T09:00:00Z');
  await slack.says(joel, team, '/ml-role onboard');
  expect((await page.next('clock')).clock.nextDueAt).toBe('2026-02-01T09:00:00.000Z');
  slack.agenda.at('2026-01-31T09:00:00Z');
  await post(slack, joel, 'planned')();
  expect((await page.next('clock')).clock.nextDueAt).toBe('2026-01-31T09:00:00.000Z');
});

test('it looks again a second later, when the bot has noted what it did', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const page = await slack.open(joel);
  await slack.says(joel, team, '/ml-role');
  slack.agenda.at('2026-02-01T09:00:00Z');
  await slack.timers.set(1000);
  slack.timers.fire(1000);
  expect((await page.next('clock')).clock.nextDueAt).toBe('2026-02-01T09:00:00.000Z');
});

test('messages, triggers, response_urls and the rate limit keep the time of the turned clock', async () => {
  await using slack = await startWorkspace({ turnable: true });
  const page = await slack.open(joel);
  await slack.says(joel, dmOf(joel), '/ml-role');
  const { trigger_id: trigger, response_url: url } = (await slack.bot.next()).body;
  slack.agenda.at('2026-01-08T15:00:01Z', post(slack, joel, 'one'));
  slack.agenda.at('2026-01-08T15:00:02Z', post(slack, joel, 'two')); // a second later on the clock, at once in truth
  slack.agenda.at('2026-01-08T15:30:00Z', post(slack, joel, 'three'));
  expect(await turn(slack, 'hour')).toEqual({ ok: true });
  for (const seconds of [1, 2, 1800]) {
    const { ts } = (await page.next('message')).message;
    expect(Number(ts)).toBe(Date.parse('2026-01-08T15:00:00Z') / 1000 + seconds);
  }
  await expect(slack.slack.views.open({ trigger_id: String(trigger), view: view('Late') })).rejects.toThrow(
    'expired_trigger_id',
  );
  const late = await fetch(String(url), { method: 'POST', body: JSON.stringify({ text: 'late' }) });
  expect(await late.json()).toEqual({ ok: false, error: 'expired_url' });
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const view = (title: string) => ({
  type: 'modal' as const,
  title: plain(title),
  blocks: [{ type: 'divider' as const }],
});

test('the offset survives a restart', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'role-coach-')), 'local.db');
  const before = await startWorkspace({ file, turnable: true });
  await turn(before, 'day');
  await before[Symbol.asyncDispose]();
  await using after = await startWorkspace({ file, turnable: true });
  expect(now(after)).toBe('2026-01-09T15:00:00.000Z');
});

test('a move that a restart cuts short leaves the clock where it was', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'role-coach-')), 'local.db');
  const before = await startWorkspace({ file, turnable: true });
  const page = await before.open(joel);
  before.agenda.at('2026-01-08T20:00:00Z', () => new Promise(() => {}));
  void turn(before, 'day').catch(() => {}); // its connection is cut
  for (let hours = 0; hours < 5; ) hours = (await page.next('clock')).clock.offsetMs / 3_600_000;
  await before[Symbol.asyncDispose]();
  await using after = await startWorkspace({ file, turnable: true });
  expect(now(after)).toBe('2026-01-08T20:00:00.000Z');
});

test('start over empties the workspace, sets the clock back and lets the bot begin anew', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'role-coach-')), 'local.db');
  await using slack = await startWorkspace({ file, turnable: true });
  slack.agenda.at('2026-01-08T20:00:00Z', post(slack, joel, 'old'));
  await turn(slack, 'day');
  await slack.slack.views.publish({ user_id: joel, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await slack.bot.next(); // the event of the old message
  await openModal(slack, modal('Old'));
  await slack.local.changePerson(mira, { kind: 'deactivated' });
  const page = await slack.open(joel);
  const { token } = slack.local;

  const request: PageRequest = { kind: 'start-over', person: joel };
  expect(await slack.does(request)).toEqual({ ok: true });
  expect(slack.agenda.startedOver()).toBe(1);
  const { state } = await page.next('state');
  expect(state).toMatchObject({
    messages: [],
    home: null,
    modals: [],
    clock: { offsetMs: 0, nextDueAt: null, isMoving: false, outcome: null },
  });
  expect(state.people.find(({ id }) => id === mira)?.kind).toBe('member');
  // the first day again: messages are stamped with its time
  const { ts } = await post(slack, joel, 'new')();
  expect(ts).toBe('1767884400.000000');
  await slack[Symbol.asyncDispose]();
  await using after = await startWorkspace({ file, turnable: true });
  expect(now(after)).toBe('2026-01-08T15:00:00.000Z');
  expect(after.local.token).toBe(token);
  expect((await after.open(mira)).state.me).toBe(mira);
});
