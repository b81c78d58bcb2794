// The Slack CLI's `start` hook (`slack run`): what `npm start` does, with the CLI's tokens.

// newer versions of the CLI set SLACK_BOT_TOKEN and SLACK_APP_TOKEN themselves, all of them set these
process.env.SLACK_BOT_TOKEN ||= process.env.SLACK_CLI_XOXB ?? '';
process.env.SLACK_APP_TOKEN ||= process.env.SLACK_CLI_XAPP ?? '';
await import('./start.mjs');
