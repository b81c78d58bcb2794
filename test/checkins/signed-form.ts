import { z } from 'zod';
import { stateValues } from '../../src/local/people/state-values.ts';
import type { StateValues } from '../../src/local/protocol.ts';
import type { TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { postSigned } from '../support/signed.ts';
import type { Form } from './day-thirty.ts';

const answer = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('clear') }),
  z.object({ response_action: z.literal('update'), view: z.custom<Form>() }),
  z.object({ response_action: z.literal('push'), view: z.custom<Form>() }),
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
]);

/** Sends a form as Slack does, from whichever window it stands in: what the page shows by now does not matter. */
export async function sends(
  coach: TestCoach,
  page: TestPage,
  view: Form,
  filledIn: StateValues,
): Promise<z.infer<typeof answer>> {
  const response = await post(coach, page, { type: 'view_submission', view: viewWith(page, view, filledIn) });
  return answer.parse(await response.json());
}

/** Chooses a goal's state as Slack tells of it, at a moment that is over. */
export async function choosesLate(
  coach: TestCoach,
  page: TestPage,
  view: Form,
  { filledIn, at }: { filledIn: StateValues; at: string },
): Promise<void> {
  const [[blockId, elements] = ['', {}]] = Object.entries(filledIn);
  const [[actionId, element] = ['', { type: '' }]] = Object.entries(elements);
  const actionTs = (new Date(at).getTime() / 1000).toFixed(6);
  await post(coach, page, {
    type: 'block_actions',
    trigger_id: '1.2',
    actions: [{ ...element, block_id: blockId, action_id: actionId, action_ts: actionTs }],
    view: viewWith(page, view, filledIn),
  });
}

const viewWith = (page: TestPage, view: Form, filledIn: StateValues) => ({
  ...view,
  team_id: page.state.workspace.id,
  state: { values: stateValues(view.blocks, filledIn) },
});

function post({ url, local }: TestCoach, page: TestPage, said: Record<string, unknown>): Promise<Response> {
  const team = { id: page.state.workspace.id, domain: 'northwind-labs' };
  const payload = { ...said, team, user: { id: page.state.me, team_id: team.id } };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return postSigned(url, { secret: local.signingSecret, body });
}
