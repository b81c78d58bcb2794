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
  const user = { id: page.state.me, team_id: page.state.workspace.id };
  const payload = {
    type: 'view_submission',
    team: { id: page.state.workspace.id, domain: 'northwind-labs' },
    user,
    view: { ...view, team_id: page.state.workspace.id, state: { values: stateValues(view.blocks, filledIn) } },
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const response = await postSigned(coach.url, { secret: coach.local.signingSecret, body });
  return answer.parse(await response.json());
}
