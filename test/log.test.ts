import { describe, expect, test } from 'vitest';
import { type Logger, slackLogger } from '../src/log.ts';
import { recordedLog } from './support/log.ts';

function recorded(write: (log: Logger) => void): string {
  const { log, written } = recordedLog();
  write(log);
  return written();
}

describe('the log', () => {
  test('holds neither tokens, signing secrets nor what people wrote', () => {
    const log = recorded((log) => {
      log.info(
        { token: 'xoxb-111-secret', command: { text: 'my diary', response_url: 'https://hooks.slack.com/x/y' } },
        'asked',
      );
      log.error({ err: new Error('bad xoxb-111-secret', { cause: new Error('xapp-222-secret') }) }, 'failed');
      slackLogger(log).warn('sent with xoxb-111-secret');
    });
    expect(log).not.toMatch(/secret|diary|hooks\.slack/);
    expect(log).toContain('asked');
  });

  test('does not pass on the requests that Slack’s libraries log when debugging', () => {
    expect(recorded((log) => slackLogger(log).debug('http request body: my diary'))).toBe('');
  });

  test('keeps an error’s message, stack and cause, and nothing that a library hung on it', () => {
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { request: { body: 'my diary' } });
    const log = recorded((log) => log.error({ err: error }, 'failed'));
    expect(log).toContain('outer');
    expect(log).toContain('inner');
    expect(log).not.toContain('diary');
  });
});
