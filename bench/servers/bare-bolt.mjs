// The least that Bolt takes: one command, acknowledged at once with an answer that is there already.
import { App, HTTPReceiver } from '@slack/bolt';

const { ANSWER, PORT, SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = process.env;
const answer = JSON.parse(ANSWER);

const receiver = new HTTPReceiver({ signingSecret });
const app = new App({ receiver, authorize: async () => ({ botToken }) });
app.command('/ml-role', ({ ack }) => ack(answer));
await app.start(Number(PORT));
