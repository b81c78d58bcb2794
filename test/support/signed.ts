import { createHmac } from 'node:crypto';

interface SignedRequest {
  secret: string;
  body: string;
  /** Seconds since 1970; now, where it is left out. */
  timestamp?: number;
  contentType?: string;
}

/** Posts to the bot as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function postSigned(url: string, request: SignedRequest): Promise<Response> {
  const { secret, body, contentType = 'application/x-www-form-urlencoded' } = request;
  const timestamp = request.timestamp ?? Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

export const commandBody = (command: string, text: string): string =>
  new URLSearchParams({
    command,
    text,
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: '1.2',
    response_url: 'http://127.0.0.1:9/gone',
  }).toString();
