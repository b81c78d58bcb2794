import { expect, test } from 'vitest';
import { call, form, modal, openModal, plain, text, triggerFor } from './modal-samples.ts';
import { joel, mira, startWorkspace } from './start-workspace.ts';

test('a submission reaches the bot with the state of every input, and closes the modal', async () => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form({ private_metadata: 'p' }));
  const page = await slack.open(joel);
  expect(await slack.does({ kind: 'submit', person: joel, viewId: id, state: text('Ada') })).toEqual({ ok: true });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'view_submission',
    user: { id: joel },
    view: {
      id,
      private_metadata: 'p',
      state: {
        values: {
          name: { value: { type: 'plain_text_input', value: 'Ada' } },
          day: { value: { type: 'datepicker', selected_date: '2026-01-12' } },
        },
      },
    },
  });
  expect((await page.next('modals')).stack).toEqual([]);
});

test.each([
  ['', 'Please complete this required field.'],
  ['A', 'Please use at least 2 characters.'],
  ['Adalina', 'Please use at most 5 characters.'],
])('Slack itself says what is wrong with the name %j, and the bot is not asked', async (value, error) => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form());
  expect(await slack.does({ kind: 'submit', person: joel, viewId: id, state: text(value) })).toEqual({
    ok: false,
    errors: { name: error },
  });
  expect(slack.bot.waiting()).toBe(0);
});

test("the bot's errors are shown below the inputs, and the modal stays", async () => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form());
  slack.bot.reply({ body: { response_action: 'errors', errors: { day: 'A Sunday' } } });
  expect(await slack.does({ kind: 'submit', person: joel, viewId: id, state: text('Ada') })).toEqual({
    ok: false,
    errors: { day: 'A Sunday' },
  });
  expect((await slack.open(joel)).state.modals).toHaveLength(1);
});

test.each([
  ['update', [{ title: plain('Next') }]],
  ['push', [{ title: plain('Form') }, { title: plain('Next') }]],
  ['clear', []],
])('a submission answered with %s leaves that on the stack', async (action, stack) => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form());
  slack.bot.reply({ body: { response_action: action, ...(action === 'clear' ? {} : { view: modal('Next') }) } });
  expect(await slack.does({ kind: 'submit', person: joel, viewId: id, state: text('Ada') })).toEqual({ ok: true });
  expect((await slack.open(joel)).state.modals).toMatchObject(stack);
});

test.each([
  [{ response_action: 'update', view: modal('x'.repeat(25)) }, 'must be less than 25 characters'],
  [{ response_action: 'errors', errors: { nowhere: 'x' } }, 'no input block has the id nowhere'],
  [{ response_action: 'errors', errors: { toString: 'x' } }, 'no input block has the id toString'],
  [{ response_action: 'dance' }, 'invalid_response_action'],
])('an answer to a submission that Slack refuses is named: %j', async (body, words) => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form());
  slack.bot.reply({ body });
  expect(await slack.does({ kind: 'submit', person: joel, viewId: id, state: text('Ada') })).toEqual({
    ok: false,
    problem: expect.stringContaining(words),
  });
});

test('a submission that is not answered in three seconds can be sent again', async () => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form());
  slack.bot.reply(null);
  const answer = slack.does({ kind: 'submit', person: joel, viewId: id, state: text('Ada') });
  await slack.bot.next();
  slack.timers.fire(3000);
  expect(await answer).toEqual({
    ok: false,
    problem: 'We had some trouble connecting ("operation_timeout"). Try again?',
  });
  expect((await slack.open(joel)).state.modals).toHaveLength(1);
});

test('the bot is told of a closed modal only when it asked to be', async () => {
  await using slack = await startWorkspace();
  const quiet = await openModal(slack, modal('Quiet'));
  await slack.does({ kind: 'close', person: joel, viewId: quiet.id });
  const told = await openModal(slack, modal('Told', { notify_on_close: true }));
  await slack.does({ kind: 'close', person: joel, viewId: told.id });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'view_closed',
    is_cleared: false,
    view: { id: told.id },
  });
  expect((await slack.open(joel)).state.modals).toEqual([]);
});

test('a modal that clears takes those below it along', async () => {
  await using slack = await startWorkspace();
  await openModal(slack, modal('Below', { notify_on_close: true }));
  await call(slack, 'views.push', {
    trigger_id: await triggerFor(slack),
    view: modal('Top', { clear_on_close: true }),
  });
  const top = (await slack.open(joel)).state.modals.at(-1)?.id ?? '';
  await slack.does({ kind: 'close', person: joel, viewId: top });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'view_closed',
    is_cleared: true,
    view: { title: plain('Below') },
  });
  expect((await slack.open(joel)).state.modals).toEqual([]);
});

test("nobody submits or closes somebody else's modal", async () => {
  await using slack = await startWorkspace();
  const { id } = await openModal(slack, form());
  const refused = { ok: false, problem: 'That form is no longer open.' };
  expect(await slack.does({ kind: 'submit', person: mira, viewId: id, state: text('Ada') })).toEqual(refused);
  expect(await slack.does({ kind: 'close', person: mira, viewId: id })).toEqual(refused);
});
