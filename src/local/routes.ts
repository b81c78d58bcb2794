import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FILE_PATH, PRIVATE_FILE_PATH } from './bot/file-addresses.ts';
import { objectIn } from './checks/json.ts';
import { SlackError } from './checks/slack-error.ts';
import { serveFile, servePrivateFile, takeSharedFile, takeUpload } from './file-routes.ts';
import { problem } from './people/answers.ts';
import type { TypedText } from './people/mentions.ts';
import { readPageState } from './people/page-state.ts';
import { takePageRequest } from './people/requests.ts';
import type { Pieces } from './pieces.ts';
import { takeAnswer } from './posting/take-answer.ts';
import { pageRequest } from './protocol.ts';
import {
  HttpProblem,
  parseJson,
  readBody,
  requireLoopbackHost,
  requireOwnOrigin,
  sendJson,
  sendText,
} from './server/http.ts';
import { servePageFile } from './server/static-files.ts';
import { serveWebApi } from './web-api/web-api.ts';

export interface Served {
  pieces: Pieces;
  typed: TypedText;
  pageFolder: string;
  /** Aborted when the workspace closes: what comes after that is turned away. */
  closing: AbortSignal;
}

/** Answers one request, whatever happens. */
export async function serve(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  const fail = (status: number, sentence: string): void => {
    if (response.headersSent) response.end();
    else if (request.method === 'POST' && url.startsWith('/local/page/'))
      sendJson(response, problem(sentence), { status });
    else sendText(response, status, sentence);
  };
  try {
    if (served.closing.aborted) throw new HttpProblem(503, 'The local workspace is stopping.');
    await route(served, { request, response, ...readAddress(url) });
    if (request.method === 'POST') served.pieces.time?.refresh();
  } catch (error) {
    if (error instanceof HttpProblem) return fail(error.status, error.message);
    if (served.closing.aborted) return fail(503, 'The local workspace is stopping.'); // its database is gone by now
    const reference = randomBytes(2).toString('hex').toUpperCase();
    served.pieces.log.error({ err: error, reference, path: url }, 'the local workspace failed');
    fail(500, `Something went wrong in the local workspace, reference ${reference}.`);
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  pathname: string;
  searchParams: URLSearchParams;
}

/** @throws {HttpProblem} 400 */
function readAddress(url: string): Pick<Exchange, 'pathname' | 'searchParams'> {
  if (!URL.canParse(url, 'http://localhost')) throw new HttpProblem(400, 'The address cannot be read.');
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return { pathname, searchParams };
}

async function route(served: Served, { request, response, pathname, searchParams }: Exchange): Promise<void> {
  requireLoopbackHost(request);
  const { pieces, pageFolder } = served;
  // node:http leaves the body of an answer to HEAD out
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (pathname === '/local/page/events' && request.method === 'GET')
      return serveEvents(pieces, { request, response }, searchParams.get('person') ?? '');
    if (pathname.startsWith(FILE_PATH)) return serveFile(pieces, response, pathname.slice(FILE_PATH.length));
    if (pathname.startsWith(PRIVATE_FILE_PATH)) {
      const [id = ''] = pathname.slice(PRIVATE_FILE_PATH.length).split('/');
      return servePrivateFile(pieces, { request, response }, id);
    }
    return servePageFile(response, pageFolder, pathname);
  }
  if (request.method !== 'POST') throw new HttpProblem(405, 'GET or POST only.');
  const [, , folder, name = ''] = pathname.split('/');
  if (folder === 'api') return serveWebApi(pieces, request, response, name);
  if (folder === 'response') return serveResponseUrl(pieces, request, response, pathname);
  if (folder === 'upload') return takeUpload(pieces, request, response, name);
  if (pathname === '/local/page/files') return takeSharedFile(pieces, served.typed, { request, response });
  if (pathname === '/local/page/requests') return servePageRequest(served, request, response);
  throw new HttpProblem(404, 'There is nothing here.');
}

/** A page that names nobody yet starts as the first person of the workspace. */
async function serveEvents(
  pieces: Pieces,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  named: string,
): Promise<void> {
  const [first = ''] = pieces.world.people.keys();
  const person = pieces.world.people.get(named === '' ? first : named);
  if (!person) throw new HttpProblem(404, 'There is no such person here.');
  if (person.kind === 'deactivated') throw new HttpProblem(403, `${person.name}'s account is deactivated.`);
  // modals go with the page that showed them, but not because a connection was lost for a moment
  const isBack = request.headers['last-event-id'] !== undefined;
  if (!isBack && !pieces.pages.isOpen(person.id)) pieces.modals.clear(person.id);
  await pieces.pages.join(person.id, response, async () => ({
    kind: 'state',
    state: await readPageState(pieces, person.id),
  }));
}

async function servePageRequest(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  requireOwnOrigin(request);
  if (!request.headers['content-type']?.includes('application/json')) throw new HttpProblem(415, 'Send JSON.');
  const parsed = pageRequest.safeParse(parseJson(await readBody(request)));
  if (!parsed.success) {
    throw new HttpProblem(400, `Not a request of the page: ${parsed.error.issues[0]?.message ?? ''}`);
  }
  sendJson(response, await takePageRequest(served.pieces, served.typed, parsed.data));
}

/** A post to a `response_url`: 200 `{ ok: true }`, or Slack's error with a status that says so. */
async function serveResponseUrl(
  pieces: Pieces,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = objectIn(await readBody(request));
  try {
    if (!body) throw new SlackError('invalid_payload');
    await takeAnswer(pieces, pieces.responseUrls.take(path), body);
    sendJson(response, { ok: true });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const isGone = error.code === 'used_url' || error.code === 'expired_url';
    sendJson(response, { ok: false, error: error.code, ...error.details }, { status: isGone ? 404 : 400 });
  }
}
