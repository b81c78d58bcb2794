import type { IncomingMessage, ServerResponse } from 'node:http';
import { objectIn } from '../checks/json.ts';
import { SlackError } from '../checks/slack-error.ts';
import type { Pieces } from '../pieces.ts';
import { readBody, sendJson } from '../server/http.ts';
import type { Method } from './call.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const methods = new Map<string, Method>([
  ['api.test', async () => ({})],
  ['auth.test', authTest],
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...userMethods,
  ...viewMethods,
]);

/** `POST /local/api/METHOD`, as `https://slack.com/api/METHOD` takes it: a form or JSON, and 200 for a refusal too. */
export async function serveWebApi(
  pieces: Pieces,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const headers = { 'x-oauth-scopes': [...pieces.manifest.scopes].join(',') };
  const body = await readBody(request, 4); // a form needs up to three bytes for each of a view's 250 KB
  try {
    const args = readArguments(request.headers['content-type'] ?? '', body);
    requireToken(pieces, request.headers.authorization, args['token']);
    const method = methods.get(name);
    if (!method) throw new SlackError('unknown_method', { req_method: name });
    sendJson(response, { ok: true, ...(await method(pieces, args)) }, { headers });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { retryAfterSeconds, ...details } = error.details;
    pieces.log.debug({ method: name, error: error.code }, 'a call was refused');
    const answer = { ok: false, error: error.code, ...details };
    if (typeof retryAfterSeconds !== 'number') return sendJson(response, answer, { headers });
    sendJson(response, answer, { status: 429, headers: { ...headers, 'Retry-After': String(retryAfterSeconds) } });
  }
}

/** @throws {SlackError} not_authed, invalid_auth */
function requireToken({ world }: Pieces, authorization: string | undefined, field: unknown): void {
  const token = authorization?.replace(/^Bearer\s+/i, '') ?? field;
  if (token === undefined || token === '') throw new SlackError('not_authed');
  if (token !== world.token) throw new SlackError('invalid_auth');
}

/** @throws {SlackError} invalid_json, invalid_form_data */
function readArguments(contentType: string, body: string): Record<string, unknown> {
  if (contentType.includes('application/json')) {
    const args = objectIn(body);
    if (!args) throw new SlackError('invalid_json');
    return args;
  }
  if (contentType.includes('multipart/')) throw new SlackError('invalid_form_data');
  return Object.fromEntries(new URLSearchParams(body));
}

async function authTest({ world, manifest }: Pieces): Promise<Record<string, unknown>> {
  const { team, app } = world;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: manifest.botName.toLowerCase().replaceAll(' ', ''),
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
}
