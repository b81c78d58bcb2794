import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FetchedFile, fetchFile } from '../../src/listeners/import-file.ts';
import { listening, urlOf } from '../support/coach.ts';

const megabyte = 1024 * 1024;
const readable = { id: 'F1', name: 'a.csv', mimetype: 'text/plain', filetype: 'text', user: 'U1', size: 10 };

describe('a file that Slack keeps', () => {
  const seen: { path: string; authorization: string | undefined }[] = [];
  const servers: Server[] = [];
  const facts: { answer: unknown } = { answer: undefined };
  let slack = '';
  let elsewhere = '';

  beforeAll(async () => {
    const serve = async () => {
      const server = await listening(
        createServer(({ url: path = '', headers: { authorization } }, response) => {
          if (path === '/api/files.info') return response.end(JSON.stringify(facts.answer));
          seen.push({ path, authorization });
          if (path === '/redirect') return response.writeHead(302, { location: `${elsewhere}/file` }).end();
          if (path === '/page') return response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>');
          if (path === '/gone') return response.writeHead(404).end();
          return response.end(path === '/large' ? 'x'.repeat(megabyte + 1) : '\ufeffdate,kpi\u0000\n');
        }),
      );
      servers.push(server);
      return urlOf(server);
    };
    [slack, elsewhere] = [await serve(), await serve()];
  });
  afterAll(async () => {
    for (const server of servers) {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    }
  });

  async function fetches(answer: unknown): Promise<FetchedFile> {
    seen.length = 0;
    facts.answer = answer;
    const client = new WebClient('xoxb-secret', { slackApiUrl: `${slack}/api/`, retryConfig: { retries: 0 } });
    return fetchFile(client, 'F1', 'U1');
  }
  const file = (differs: Record<string, unknown>) => ({ ok: true, file: { ...readable, ...differs } });

  test('is fetched with the token, and is text without the mark that it begins with and what no database keeps', async () => {
    expect(await fetches(file({ url_private_download: `${slack}/file` }))).toEqual({
      ok: true,
      name: 'a.csv',
      text: 'date,kpi\n',
    });
    expect(seen).toEqual([{ path: '/file', authorization: 'Bearer xoxb-secret' }]);
  });

  test('at an address elsewhere is not asked for: the token is for Slack alone', async () => {
    const trouble = { ok: false, trouble: { kind: 'unreachable' } };
    for (const url of [`${elsewhere}/file`, 'https://example.com/file', 'file:///etc/passwd', 'nonsense', undefined])
      expect(await fetches(file({ url_private: url }))).toEqual(trouble);
    expect(seen).toEqual([]);
    expect(await fetches(file({ url_private: `${slack}/redirect` }))).toEqual(trouble);
    expect(seen.map(({ path }) => path)).toEqual(['/redirect']);
  });

  test.each<[string, unknown, string]>([
    ['is larger than 1 MB', { size: megabyte + 1, url: '/file' }, 'too-large'],
    ['is larger than it was said to be', { url: '/large' }, 'too-large'],
    ['is answered with a page to sign in', { url: '/page' }, 'unreachable'],
    ['is answered with an error', { url: '/gone' }, 'unreachable'],
    ["is somebody else's", { user: 'U2', url: '/file' }, 'not-theirs'],
    ['is no table', { name: 'a.pdf', url: '/file' }, 'not-csv'],
  ])('that %s is not read', async (_, differs, kind) => {
    const { url, ...rest } = Object.assign({ url: '' }, differs);
    expect(await fetches(file({ ...rest, url_private: `${slack}${url}` }))).toMatchObject({
      ok: false,
      trouble: { kind },
    });
  });

  test.each([
    ['file_not_found', 'gone'],
    ['file_deleted', 'gone'],
    ['missing_scope', 'not-allowed'],
  ])('of which Slack says %s is %s', async (error, kind) => {
    expect(await fetches({ ok: false, error })).toEqual({ ok: false, trouble: { kind } });
  });
});
