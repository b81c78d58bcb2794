import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };

describe('the environment', () => {
  test('with nothing of Slack set is the local workspace', () => {
    expect(readConfig({})).toEqual({
      prometheusUrl: undefined,
      mode: 'local',
      port: 3000,
      logLevel: 'info',
      roleFile: undefined,
      databaseUrl: 'sqlite:./data/coach.db',
    });
    expect(readConfig({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: ' ' })).toMatchObject({ mode: 'local' });
  });

  test('with a bot token and an app token is Socket Mode', () => {
    expect(readConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject({
      mode: 'socket',
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
    });
  });

  test('with a bot token and a signing secret is HTTP, against another Web API where one is named', () => {
    expect(
      readConfig({ ...bot, SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'http://localhost:4000/api/' }),
    ).toMatchObject({
      mode: 'http',
      signingSecret: 's',
      apiUrl: 'http://localhost:4000/api/',
    });
  });

  test.each([
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN: not set; copy it/],
    [{ SLACK_API_URL: 'http://localhost:4000/api/' }, /SLACK_BOT_TOKEN: not set/],
    [bot, /also set SLACK_APP_TOKEN \(Socket Mode\) or SLACK_SIGNING_SECRET \(HTTP\)/],
    [
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' },
      /SLACK_BOT_TOKEN: expected a token that starts with "xoxb-"/,
    ],
    [
      { ...bot, SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'http://localhost:4000' },
      /SLACK_API_URL: expected a URL that ends in "\/api\/"/,
    ],
    [{ PORT: 'eighty' }, /PORT: expected a port from 1 to 65535/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: expected trace, debug, info, warn or error/],
    [{ SLACK_CLIENT_ID: '1.2' }, /SLACK_CLIENT_ID: installing in many workspaces is not part of this version/],
  ])('%j is refused with its remedy', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });

  test.each([
    'sqlite:./data/coach.db',
    'sqlite:/var/lib/role-coach/coach.db',
    'sqlite::memory:',
    'postgres://coach:p%23ss@db.example.com:5432/coach?sslmode=require',
    'postgresql://localhost/coach',
    'postgres://coach@/coach?host=/run/postgresql',
    'postgres:///coach?host=/run/postgresql',
  ])('keeps its data at %s where that is asked for', (databaseUrl) => {
    expect(readConfig({ DATABASE_URL: databaseUrl })).toMatchObject({ databaseUrl });
  });

  test.each([
    ['./hunter2.db', /DATABASE_URL: expected sqlite:PATH, like/],
    ['mysql://coach:hunter2@localhost/coach', /DATABASE_URL: expected sqlite:PATH, like/],
    ['sqlite:', /DATABASE_URL: expected a file right after "sqlite:", like/],
    ['sqlite://hunter2/coach.db', /DATABASE_URL: expected a file right after "sqlite:", like/],
    ['sqlite:./hunter2/', /DATABASE_URL: expected a file right after "sqlite:", like/],
    ['postgres:coach:hunter2@localhost/coach', /DATABASE_URL: expected sqlite:PATH, like/],
    ['postgres://coach:hunter2#@localhost/coach', /DATABASE_URL: expected postgres:\/\/.* is written %23/],
  ])('%s as DATABASE_URL is refused with its remedy, and not repeated', (databaseUrl, message) => {
    const refusal = () => readConfig({ DATABASE_URL: databaseUrl });
    expect(refusal).toThrow(message);
    expect(refusal).not.toThrow(/hunter2/);
  });

  test.each(['http://prometheus:9090', 'https://me:p%40ss@metrics.example.com/prom/'])('asks %s', (prometheusUrl) => {
    expect(readConfig({ PROMETHEUS_URL: prometheusUrl })).toMatchObject({ prometheusUrl });
  });

  test.each(['prometheus:9090', 'hunter2', 'ftp://hunter2/', 'http://me:hunter2@prometheus:9090/?query=up', 'http://'])(
    '%s as PROMETHEUS_URL is refused beside what else is wrong, and not repeated',
    (url) => {
      const refusal = () => readConfig({ PROMETHEUS_URL: url, PORT: '0' });
      expect(refusal).toThrow(/PORT:[\s\S]*PROMETHEUS_URL: expected the address that Prometheus answers at, like http/);
      expect(refusal).not.toThrow(/hunter2/);
    },
  );

  test('names every problem in one message', () => {
    const wrong = { PORT: '0', LOG_LEVEL: 'loud', SLACK_BOT_TOKEN: 'nonsense' };
    expect(() => readConfig(wrong)).toThrow(/SLACK_BOT_TOKEN:[\s\S]*PORT:[\s\S]*LOG_LEVEL:/);
  });

  test('names what is half set beside what is wrong', () => {
    expect(() => readConfig({ PORT: '0', SLACK_APP_TOKEN: 'xapp-1' })).toThrow(/PORT:[\s\S]*SLACK_BOT_TOKEN: not set/);
  });
});
