import { once } from 'node:events';
import { createServer } from 'node:http';

/** Just enough of Slack's Web API for the bot to start: `auth.test` says that the token is fine, with every scope. */
export async function startSlackApi(scopes) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': scopes.join(',') });
    response.end(JSON.stringify({ ok: true, team: 'Example', team_id: 'T0001', user: 'role-coach', user_id: 'U0001' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/api/`, close: () => server.close() };
}
