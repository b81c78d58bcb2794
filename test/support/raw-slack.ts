import { createServer } from 'node:http';
import { z } from 'zod';
import type { StateValues } from '../../src/local/protocol.ts';
import { listening, type TestCoach, urlOf } from './coach.ts';
import { postSigned } from './signed.ts';

const posted = z.looseObject({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })).default([]) });
export type Answered = z.infer<typeof posted>;

/** Requests as Slack signs them, of which no page could be the source: a person whom nobody knows, a button that was forged. */
export interface RawSlack extends AsyncDisposable {
  /** Types a command, and gives its answer. */
  asks(personId: string, text: string): Promise<Answered>;
  /** Presses a button that is nowhere, and gives the answer. */
  presses(personId: string, actionId: string, value: string): Promise<Answered>;
  /** Chooses in a menu that is nowhere, and gives the answer. */
  chooses(personId: string, actionId: string, value: string): Promise<Answered>;
  /** Sends a form that is nowhere, or somebody else's, and gives what the bot makes of it, as JSON. */
  submits(
    personId: string,
    form: { callback_id: string; private_metadata: string },
    state: StateValues,
  ): Promise<string>;
}

export async function rawSlack(coach: TestCoach): Promise<RawSlack> {
  const answers: Answered[] = [];
  const waiting: ((answer: Answered) => void)[] = [];
  const server = await listening(
    createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const answer = posted.parse(JSON.parse(Buffer.concat(chunks).toString()));
      response.end('ok');
      const taker = waiting.shift();
      if (taker) taker(answer);
      else answers.push(answer);
    }),
  );
  const next = (): Promise<Answered> => {
    const [answer] = answers.splice(0, 1);
    return answer ? Promise.resolve(answer) : new Promise((resolve) => waiting.push(resolve));
  };
  const send = async (fields: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams(fields).toString();
    const response = await postSigned(coach.url, { secret: coach.local.signingSecret, body });
    if (response.status !== 200) throw new Error(`not taken: ${response.status}`);
    return response.text();
  };
  const act = (personId: string, action: Record<string, unknown>) =>
    send({
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: team },
        user: { id: personId, team_id: team },
        trigger_id: '1.2.forged',
        response_url: urlOf(server),
        container: { type: 'message' },
        actions: [{ block_id: 'forged', action_ts: '1764000000.000100', ...action }],
      }),
    });
  return {
    async asks(personId, text) {
      const trigger = { trigger_id: '1.2.forged', response_url: urlOf(server) };
      await send({ command: '/ml-role', text, team_id: team, user_id: personId, channel_id: 'C0MLTEAM01', ...trigger });
      return next();
    },
    async presses(personId, actionId, value) {
      await act(personId, { type: 'button', action_id: actionId, value });
      return next();
    },
    async chooses(personId, actionId, value) {
      await act(personId, { type: 'static_select', action_id: actionId, selected_option: { value } });
      return next();
    },
    submits: (personId, form, values) =>
      send({
        payload: JSON.stringify({
          type: 'view_submission',
          team: { id: team },
          user: { id: personId, team_id: team },
          view: { id: 'V0FORGED', team_id: team, type: 'modal', blocks: [], ...form, state: { values } },
        }),
      }),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const team = 'T0NORTHWND';
