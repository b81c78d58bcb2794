import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Just enough of Slack's Web API for the bot to start and to send: `auth.test` says that the token is fine, with every
 * scope, and every message is taken.
 */
export async function startSlackApi(scopes) {
  let messages = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url.endsWith('/chat.postMessage')) messages++;
    response.writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': scopes.join(',') });
    response.end(JSON.stringify({ ok: true, ...who, ts: `1.${messages}` }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/api/`;
  return { url, messages: () => messages, close: () => server.close() };
}

const who = { team: 'Example', team_id: 'T0001', user: 'role-coach', user_id: 'U0001' };
