// The least that an honest answer takes: node:http, Slack's signature checked, the same bytes sent back.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { ANSWER: answer, PORT: port, SLACK_SIGNING_SECRET: secret } = process.env;
const oldestSeconds = 5 * 60;

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (isFromSlack(request.headers, Buffer.concat(chunks))) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer);
  } else {
    response.writeHead(401);
    response.end();
  }
}).listen(port);

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function isFromSlack({ 'x-slack-request-timestamp': sentAt, 'x-slack-signature': signature = '' }, body) {
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(sentAt));
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${sentAt}:`).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return ageSeconds < oldestSeconds && given.length === expected.length && timingSafeEqual(given, expected);
}
