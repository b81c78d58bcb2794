import { expect, test } from 'vitest';
import { call, form, modal, openModal, plain, triggerFor } from './modal-samples.ts';
import { changedManifest, joel, mira, noor, refusalOf, startWorkspace } from './start-workspace.ts';

test('a modal opens for the one whose trigger it is, and is kept while the page reloads', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  const answer = await call(slack, 'views.open', { trigger_id: await triggerFor(slack), view: form() });
  expect(answer).toMatchObject({
    view: {
      team_id: 'T0NORTHWND',
      app_id: 'A0ROLECOACH',
      callback_id: 'form',
      previous_view_id: null,
      state: { values: {} },
    },
  });
  expect((await page.next('modals')).stack).toMatchObject([{ type: 'modal', title: plain('Form') }]);
  expect((await slack.open(joel)).state.modals).toHaveLength(1);
  expect((await slack.open(mira)).state.modals).toEqual([]);
});

test('a trigger opens one view', async () => {
  await using slack = await startWorkspace();
  const trigger_id = await triggerFor(slack);
  await call(slack, 'views.open', { trigger_id, view: modal('One') });
  expect(await refusalOf(call(slack, 'views.open', { trigger_id, view: modal('Two') }))).toMatchObject({
    error: 'exchanged_trigger_id',
  });
});

test('a refused view does not spend its trigger', async () => {
  await using slack = await startWorkspace();
  const trigger_id = await triggerFor(slack);
  expect(await refusalOf(call(slack, 'views.open', { trigger_id, view: modal('x'.repeat(25)) }))).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
  });
  expect(await call(slack, 'views.open', { trigger_id, view: modal('Short') })).toMatchObject({ ok: true });
});

test('a trigger lives three seconds', async () => {
  await using slack = await startWorkspace();
  const trigger_id = await triggerFor(slack);
  slack.clock.forward(3001);
  expect(await refusalOf(call(slack, 'views.open', { trigger_id, view: modal('Late') }))).toMatchObject({
    error: 'expired_trigger_id',
  });
});

test('a fourth modal on the stack is refused', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  await call(slack, 'views.open', { trigger_id: await triggerFor(slack), view: modal('1') });
  await call(slack, 'views.push', { trigger_id: await triggerFor(slack), view: modal('2') });
  await call(slack, 'views.push', { trigger_id: await triggerFor(slack), view: modal('3') });
  const fourth = call(slack, 'views.push', { trigger_id: await triggerFor(slack), view: modal('4') });
  expect(await refusalOf(fourth)).toMatchObject({ error: 'push_limit_reached' });
  await page.next('modals');
  await page.next('modals');
  const { stack } = await page.next('modals');
  expect(stack.map((view) => view.type === 'modal' && view.title.text)).toEqual(['1', '2', '3']);
});

test.each([
  ['views.open', { trigger_id: 'nonsense', view: modal('x') }, 'invalid_trigger_id'],
  ['views.open', { view: modal('x') }, 'invalid_arguments'],
  ['views.open', { trigger_id: 'x' }, 'invalid_arguments'],
  ['views.update', { view_id: 'V0NOWHERE0', view: modal('x') }, 'not_found'],
  ['views.update', { view: modal('x') }, 'invalid_arguments'],
  ['views.publish', { user_id: 'U0NOBODY00', view: { type: 'home', blocks: [{ type: 'divider' }] } }, 'user_not_found'],
  ['views.publish', { user_id: noor, view: { type: 'home', blocks: [{ type: 'divider' }] } }, 'user_not_found'],
  ['views.publish', { user_id: joel, view: modal('x') }, 'invalid_arguments'],
  ['views.publish', { user_id: joel, view: 'no json' }, 'invalid_arguments'],
])('%s with %j is refused: %s', async (method, args, error) => {
  await using slack = await startWorkspace();
  expect(await refusalOf(call(slack, method, args))).toMatchObject({ error });
});

test('a push without an open modal is refused', async () => {
  await using slack = await startWorkspace();
  expect(
    await refusalOf(call(slack, 'views.push', { trigger_id: await triggerFor(slack), view: modal('x') })),
  ).toMatchObject({
    error: 'not_found',
  });
});

test('a view above 250 KB is refused', async () => {
  await using slack = await startWorkspace();
  const blocks = Array.from({ length: 99 }, () => ({ type: 'section', text: plain('é'.repeat(3000)) }));
  expect(
    await refusalOf(call(slack, 'views.publish', { user_id: joel, view: { type: 'home', blocks } })),
  ).toMatchObject({
    error: 'view_too_large',
  });
});

test('a modal is updated by its id or its external id, unless somebody was quicker', async () => {
  await using slack = await startWorkspace();
  const { id, hash } = await openModal(slack, modal('Before', { external_id: 'mine' }));
  const page = await slack.open(joel);
  await call(slack, 'views.update', { view_id: id, hash, view: modal('After', { external_id: 'mine' }) });
  expect((await page.next('modals')).stack).toMatchObject([{ id, title: plain('After') }]);
  await call(slack, 'views.update', { external_id: 'mine', view: modal('Again') });
  expect((await page.next('modals')).stack).toMatchObject([{ id, title: plain('Again') }]);
  expect(await refusalOf(call(slack, 'views.update', { view_id: id, hash, view: modal('Late') }))).toMatchObject({
    error: 'hash_conflict',
  });
});

test('an external id belongs to one view', async () => {
  await using slack = await startWorkspace();
  await openModal(slack, modal('Mine', { external_id: 'one' }), mira);
  const second = call(slack, 'views.open', {
    trigger_id: await triggerFor(slack),
    view: modal('x', { external_id: 'one' }),
  });
  expect(await refusalOf(second)).toMatchObject({ error: 'duplicate_external_id' });
});

test('the Home tab is shown, kept, and not overwritten by who saw an older one', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  const home = (words: string) => ({ type: 'home', blocks: [{ type: 'section', text: plain(words) }] });
  await call(slack, 'views.publish', { user_id: joel, view: home('one') });
  const { view } = await page.next('home');
  expect(view).toMatchObject({ type: 'home', blocks: [{ text: plain('one'), block_id: expect.any(String) }] });
  await call(slack, 'views.publish', { user_id: joel, view: home('two'), hash: view?.hash });
  expect(
    await refusalOf(call(slack, 'views.publish', { user_id: joel, view: home('three'), hash: view?.hash })),
  ).toMatchObject({
    error: 'hash_conflict',
  });
  expect((await slack.open(joel)).state.home).toMatchObject({ id: view?.id, blocks: [{ text: plain('two') }] });
  expect((await slack.open(mira)).state.home).toBeNull();
});

test('a Home tab is refused where the app has none', async () => {
  await using slack = await startWorkspace({
    manifest: changedManifest('home_tab_enabled: true', 'home_tab_enabled: false'),
  });
  const view = { type: 'home', blocks: [{ type: 'divider' }] };
  expect(await refusalOf(call(slack, 'views.publish', { user_id: joel, view }))).toMatchObject({
    error: 'not_enabled',
  });
});
