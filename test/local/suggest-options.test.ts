import { expect, test } from 'vitest';
import type { PageRequest } from '../../src/local/protocol.ts';
import { call, modal, openModal, plain } from './modal-samples.ts';
import { dmOf, joel, mira, type RunningWorkspace, startWorkspace } from './start-workspace.ts';

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const menu = (more: object = {}) => ({
  type: 'input',
  block_id: 'skill',
  label: plain('Skill'),
  element: { type: 'external_select', action_id: 'pick', ...more },
});
const note = {
  type: 'input',
  block_id: 'note',
  optional: true,
  label: plain('Note'),
  element: { type: 'plain_text_input', action_id: 'text' },
};
const withMenu = (more: object = {}) => modal('Skills', { submit: plain('Save'), blocks: [menu(more), note] });

function suggest(viewId: string, query: string, more: object = {}): PageRequest {
  return {
    kind: 'suggest',
    person: joel,
    source: { kind: 'view', viewId },
    blockId: 'skill',
    actionId: 'pick',
    query,
    state: {},
    ...more,
  };
}

/** A modal with such a menu, and a bot that answers with `body`. */
async function asking(slack: RunningWorkspace, body: object | string, more: object = { min_query_length: 0 }) {
  const { id } = await openModal(slack, withMenu(more));
  slack.bot.reply({ body });
  return id;
}

test('what is typed into a menu reaches the bot with the view, and its options come back', async () => {
  await using slack = await startWorkspace();
  const id = await asking(slack, { options: [option('drift'), option('latency')] });
  const state = { note: { text: { type: 'plain_text_input', value: 'so far' } } };
  expect(await slack.does(suggest(id, 'dr', { state }))).toEqual({
    ok: true,
    groups: [{ label: null, options: [option('drift'), option('latency')] }],
  });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'block_suggestion',
    user: { id: joel, team_id: 'T0NORTHWND' },
    team: { id: 'T0NORTHWND' },
    api_app_id: 'A0ROLECOACH',
    container: { type: 'view', view_id: id },
    block_id: 'skill',
    action_id: 'pick',
    value: 'dr',
    view: { id, state: { values: { ...state, skill: { pick: { selected_option: null } } } } },
  });
});

test('options may come in groups', async () => {
  await using slack = await startWorkspace();
  const id = await asking(slack, { option_groups: [{ label: plain('Data'), options: [option('drift')] }] });
  expect(await slack.does(suggest(id, ''))).toEqual({
    ok: true,
    groups: [{ label: 'Data', options: [option('drift')] }],
  });
});

test.each([
  [{ options: [] }, [{ label: null, options: [] }]],
  ['', []],
])('nothing found is no mistake: %j', async (body, groups) => {
  await using slack = await startWorkspace();
  const id = await asking(slack, body);
  expect(await slack.does(suggest(id, ''))).toEqual({ ok: true, groups });
});

test.each([
  [{}, 'ab', 'abc'],
  [{ min_query_length: 1 }, '', 'a'],
])('with %j the bot is not asked for %j, but for %j', async (more, short, long) => {
  await using slack = await startWorkspace();
  const id = await asking(slack, { options: [option('x')] }, more);
  expect(await slack.does(suggest(id, short))).toEqual({ ok: true, groups: [] });
  expect(slack.bot.waiting()).toBe(0);
  expect(await slack.does(suggest(id, long))).toMatchObject({ groups: [{ options: [option('x')] }] });
});

test.each([
  [{ options: Array.from({ length: 101 }, (_, index) => option(`o${index}`)) }, 'no more than 100 items allowed'],
  [{ options: [{ text: plain('x') }] }, 'missing required field: value'],
  [{ options: [option('x')], option_groups: [] }, 'must have exactly one of: options, option_groups'],
  ['no json', 'must provide an object'],
])('options that Slack refuses are named: %#', async (body, words) => {
  await using slack = await startWorkspace();
  const id = await asking(slack, body);
  expect(await slack.does(suggest(id, ''))).toEqual({ ok: false, problem: expect.stringContaining(words) });
});

test('a bot that does not answer is said not to', async () => {
  await using slack = await startWorkspace();
  const id = await asking(slack, '');
  slack.bot.reply({ status: 500 });
  expect(await slack.does(suggest(id, ''))).toEqual({
    ok: false,
    problem: 'The app did not fill this menu: "dispatch_failed".',
  });
});

test.each([
  ["somebody else's modal", { person: mira }],
  ['a field that is no such menu', { blockId: 'note', actionId: 'text' }],
  ['a menu that is not there', { actionId: 'other' }],
])('nobody is asked for %s', async (_, more) => {
  await using slack = await startWorkspace();
  const id = await asking(slack, { options: [option('x')] });
  expect(await slack.does(suggest(id, '', more))).toMatchObject({ ok: false });
  expect(slack.bot.waiting()).toBe(0);
});

test('a menu in a message asks with the message', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  const { element } = menu({ min_query_length: 0 });
  const blocks = [{ type: 'actions', block_id: 'skill', elements: [element] }];
  await call(slack, 'chat.postMessage', { channel: dmOf(joel), text: 'x', blocks });
  const { ts } = (await page.next('message')).message;
  await slack.bot.next(); // the message.im event
  slack.bot.reply({ body: { options: [option('x')] } });
  const source = { kind: 'message', conversation: dmOf(joel), ts };
  expect(await slack.does(suggest('', '', { source }))).toMatchObject({ ok: true });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'block_suggestion',
    container: { type: 'message', message_ts: ts, channel_id: dmOf(joel) },
    channel: { id: dmOf(joel) },
    message: { ts },
  });
});

test('an option that the bot offered is pressed and submitted whole', async () => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, withMenu({ min_query_length: 0 }));
  const state = { skill: { pick: { type: 'external_select', selected_option: option('drift') } } };
  expect(await slack.does({ kind: 'submit', person: joel, viewId: id, state })).toEqual({ ok: true });
  expect((await slack.bot.next()).body).toMatchObject({ view: { state: { values: state } } });
});
