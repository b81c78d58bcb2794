import { createHmac } from 'node:crypto';

const path = '/slack/events';

/** `/ml-role kpis` as Slack posts it: https://docs.slack.dev/interactivity/implementing-slash-commands */
const body = new URLSearchParams({
  token: 'gIkuvaNzQIHg97ATvDxqgjtO',
  team_id: 'T0001',
  team_domain: 'example',
  channel_id: 'C2147483705',
  channel_name: 'general',
  user_id: 'U2147483697',
  user_name: 'joel',
  command: '/ml-role',
  text: 'kpis',
  api_app_id: 'A123456',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T0001/1234567890/abcdefghijklmnopqrstuvwx',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
}).toString();

/** Gives `/ml-role kpis` signed for the current second. Signed once a second, so that signing costs a load nothing. */
export function commandSigner(secret, clock) {
  let signedFor = 0;
  let request;
  return () => {
    const second = Math.floor(clock.now().getTime() / 1000);
    if (second !== signedFor) request = sign(second, secret);
    signedFor = second;
    return request;
  };
}

function sign(second, secret) {
  const headers = {
    host: '127.0.0.1',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': String(second),
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${second}:${body}`).digest('hex')}`,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return { path, headers, body, bytes: Buffer.from([`POST ${path} HTTP/1.1`, ...lines, '', body].join('\r\n')) };
}

/**
 * The answer's body to one command.
 * @throws {Error} no connection, or anything but 200
 */
export async function askOnce(port, { path, headers, body }) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`/ml-role kpis was answered with ${response.status}: ${answer}`);
  return answer;
}
