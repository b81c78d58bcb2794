import { joel, type RunningWorkspace, team } from './start-workspace.ts';

export const plain = (text: string) => ({ type: 'plain_text', text });
export const modal = (title: string, more: object = {}) => ({
  type: 'modal',
  callback_id: 'form',
  title: plain(title),
  blocks: [{ type: 'section', text: plain('hello') }],
  ...more,
});
export const form = (more: object = {}) =>
  modal('Form', {
    submit: plain('Save'),
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: plain('Name'),
        element: { type: 'plain_text_input', action_id: 'value', min_length: 2, max_length: 5 },
      },
      {
        type: 'input',
        block_id: 'day',
        optional: true,
        label: plain('Day'),
        element: { type: 'datepicker', action_id: 'value', initial_date: '2026-01-12' },
      },
    ],
    ...more,
  });
export const text = (value: string) => ({ name: { value: { type: 'plain_text_input', value } } });

/** A trigger of a person who just typed a command. */
export async function triggerFor(slack: RunningWorkspace, person = joel): Promise<string> {
  await slack.says(person, team, '/ml-role x');
  return String((await slack.bot.next()).body['trigger_id']);
}

export const call = (slack: RunningWorkspace, method: string, args: Record<string, unknown>) =>
  slack.slack.apiCall(method, args);

export async function openModal(
  slack: RunningWorkspace,
  view: object,
  person = joel,
): Promise<{ id: string; hash: string }> {
  const page = await slack.open(person);
  await call(slack, 'views.open', { trigger_id: await triggerFor(slack, person), view });
  const { stack } = await page.next('modals');
  const { id = '', hash = '' } = stack.at(-1) ?? {};
  return { id, hash };
}
