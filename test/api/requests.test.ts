import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { apiRoutes } from '../../src/api/routes.ts';
import { portOf, serveRoutes, stopServing } from '../../src/web.ts';
import { recordedLog } from '../support/log.ts';
import { aReading, type Pushed, startApi, type TestApi } from './start-api.ts';

const asks = async ({ url }: TestApi, path: string, init: RequestInit = {}): Promise<Pushed> => {
  const response = await fetch(`${url}${path}`, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
};

const json = { 'content-type': 'application/json' };

describe('requests to the API', () => {
  test.each([
    ['no token', {}],
    ['another scheme', { authorization: 'Basic cmM6eA==' }],
    ['nothing after the scheme', { authorization: 'Bearer ' }],
  ])('with %s are told how to send one', async (_, headers) => {
    await using api = await startApi('sqlite');
    const answer = await asks(api, '/api/v1/readings', {
      method: 'POST',
      headers: { ...json, ...headers },
      body: '{}',
    });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="role-coach"']);
    expect(answer.body).toMatchObject({ status: 401, detail: expect.stringContaining('/ml-role settings') });
  });

  test('with a token that nobody made are told so', async () => {
    await using api = await startApi('sqlite');
    const { status, headers } = await api.push(`rc_${randomUUID()}`, aReading());
    expect([status, headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="role-coach", error="invalid_token"',
    ]);
  });

  test.each(['/api/v1/reading', '/api/v1', '/api/v1/readings/', '/api/', '/api/v2/readings'])(
    'there is nothing at %s',
    async (path) => {
      await using api = await startApi('sqlite');
      const { status, headers, body } = await asks(api, path, { method: 'POST' });
      expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
      expect(body).toMatchObject({ title: 'There is nothing here', status: 404 });
    },
  );

  test('with another method are told which one', async () => {
    await using api = await startApi('sqlite');
    const read = await asks(api, '/api/v1/readings');
    const written = await asks(api, '/api/v1/openapi.json', { method: 'PUT' });
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
    expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test.each([
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'text/json' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-encoding': 'gzip' },
  ])('in another format are refused: %j', async (headers) => {
    await using api = await startApi('sqlite');
    expect(await api.push(await api.token(), aReading(), headers)).toMatchObject({ status: 415 });
  });

  test('in JSON with a charset are read', async () => {
    await using api = await startApi('sqlite');
    const headers = { 'content-type': 'application/json; charset="UTF-8"' };
    expect(await api.push(await api.token(), aReading(), headers)).toMatchObject({ status: 201 });
  });

  test.each(['', '{', '[1,]', 'NaN'])('that are no JSON are refused: %j', async (body) => {
    await using api = await startApi('sqlite');
    expect(await api.push(await api.token(), body)).toMatchObject({ status: 400 });
  });

  test('in a broken UTF-8 are refused', async () => {
    await using api = await startApi('sqlite');
    const headers = { ...json, authorization: `Bearer ${await api.token()}` };
    const body = Buffer.from([0x22, 0xff, 0x22]);
    expect(await asks(api, '/api/v1/readings', { method: 'POST', headers, body })).toMatchObject({ status: 400 });
  });

  test('of more than a MiB are refused, and of a MiB read', async () => {
    await using api = await startApi('sqlite');
    const token = await api.token();
    const reading = JSON.stringify(aReading());
    const fitting = reading + ' '.repeat(1024 * 1024 - reading.length);
    expect(await api.push(token, fitting)).toMatchObject({ status: 201 });
    expect(await api.push(token, `${fitting} `)).toMatchObject({ status: 413 });
  });

  test('of more than a MiB are refused where they do not say how long they are', async () => {
    await using api = await startApi('sqlite');
    const headers = { ...json, authorization: `Bearer ${await api.token()}` };
    const pieces = Array.from({ length: 20 }, () => Buffer.alloc(64 * 1024, ' '));
    const body = ReadableStream.from(pieces);
    const init = { method: 'POST', headers, body, duplex: 'half' as const };
    expect(await asks(api, '/api/v1/readings', init)).toMatchObject({ status: 413 });
  });

  test('that break off halfway store nothing, and are no failure of ours', async () => {
    await using api = await startApi('sqlite');
    const head = [
      'POST /api/v1/readings HTTP/1.1',
      'host: here',
      `authorization: Bearer ${await api.token()}`,
      'content-type: application/json',
      'content-length: 1000',
    ];
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.end([...head, '', JSON.stringify(aReading())].join('\r\n'));
    await once(socket.resume(), 'close');
    expect(await api.readings()).toEqual([]);
    expect(api.log()).not.toContain('failed');
  });

  test('that fail for another reason are told a reference, and nothing of why', async () => {
    await using api = await startApi('sqlite');
    const token = await api.token();
    const { log, written } = recordedLog();
    const clock = {
      now: () => {
        throw new Error('the clock is broken');
      },
    };
    const server = await serveRoutes(apiRoutes({ ...api.deps, clock }, log), { port: 0, host: '127.0.0.1' });
    const { status, body } = await asks({ ...api, url: `http://127.0.0.1:${portOf(server)}` }, '/api/v1/readings', {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: JSON.stringify(aReading()),
    });
    await stopServing(server, 0);
    expect([status, Object.keys(Object(body))]).toEqual([500, ['type', 'title', 'status', 'detail']]);
    const [, reference = 'none'] = /finds (\w{4}) in its log/.exec(JSON.stringify(body)) ?? [];
    expect(JSON.stringify(body)).not.toContain('clock');
    expect(written()).toContain(`"reference":"${reference}"`);
  });
});
