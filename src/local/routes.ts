import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeAnswer } from './answers.ts';
import { HttpProblem, parseJson, readBody, requireLoopbackHost, requireOwnOrigin, sendJson, sendText } from './http.ts';
import type { TypedText } from './mentions.ts';
import { objectIn } from './message-content.ts';
import { problem } from './page-answers.ts';
import { takePageRequest } from './page-requests.ts';
import { readPageState } from './page-state.ts';
import type { Parts } from './parts.ts';
import { pageRequest } from './protocol.ts';
import { SlackError } from './slack-error.ts';
import { servePageFile } from './static-files.ts';
import { serveWebApi } from './web-api.ts';

export interface Served {
  parts: Parts;
  typed: TypedText;
  pageFolder: string;
  /** Aborted when the workspace closes: what comes after that is turned away. */
  closing: AbortSignal;
}

/** Answers one request, whatever happens. */
export async function serve(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const fail = (status: number, sentence: string): void => {
    if (response.headersSent) response.end();
    else if (pathname === '/local/page/requests') sendJson(response, problem(sentence), { status });
    else sendText(response, status, sentence);
  };
  try {
    if (served.closing.aborted) throw new HttpProblem(503, 'The local workspace is stopping.');
    await route(served, { request, response, pathname, searchParams });
  } catch (error) {
    if (error instanceof HttpProblem) return fail(error.status, error.message);
    if (served.closing.aborted) return fail(503, 'The local workspace is stopping.'); // its database is gone by now
    const reference = randomBytes(2).toString('hex').toUpperCase();
    served.parts.log.error({ err: error, reference, path: pathname }, 'the local workspace failed');
    fail(500, `Something went wrong in the local workspace, reference ${reference}.`);
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  pathname: string;
  searchParams: URLSearchParams;
}

async function route(served: Served, { request, response, pathname, searchParams }: Exchange): Promise<void> {
  requireLoopbackHost(request);
  const { parts, pageFolder } = served;
  if (request.method === 'GET') {
    if (pathname === '/local/page/events') return serveEvents(parts, response, searchParams.get('person') ?? '');
    return servePageFile(response, pageFolder, pathname);
  }
  if (request.method !== 'POST') throw new HttpProblem(405, 'GET or POST only.');
  const [, , folder, name = ''] = pathname.split('/');
  if (folder === 'api') return serveWebApi(parts, request, response, name);
  if (folder === 'response') return serveResponseUrl(parts, request, response, pathname);
  if (pathname === '/local/page/requests') return servePageRequest(served, request, response);
  throw new HttpProblem(404, 'There is nothing here.');
}

/** A page that names nobody yet starts as the first person of the workspace. */
async function serveEvents(parts: Parts, response: ServerResponse, named: string): Promise<void> {
  const [first = ''] = parts.world.people.keys();
  const person = parts.world.people.get(named === '' ? first : named);
  if (!person) throw new HttpProblem(404, 'There is no such person here.');
  if (person.kind === 'deactivated') throw new HttpProblem(403, `${person.name}'s account is deactivated.`);
  await parts.pages.join(person.id, response, async () => ({
    kind: 'state',
    state: await readPageState(parts, person.id),
  }));
}

async function servePageRequest(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  requireOwnOrigin(request);
  if (!request.headers['content-type']?.includes('application/json')) throw new HttpProblem(415, 'Send JSON.');
  const parsed = pageRequest.safeParse(parseJson(await readBody(request)));
  if (!parsed.success) {
    throw new HttpProblem(400, `Not a request of the page: ${parsed.error.issues[0]?.message ?? ''}`);
  }
  sendJson(response, await takePageRequest(served.parts, served.typed, parsed.data));
}

/** A post to a `response_url`: 200 `{ ok: true }`, or Slack's error with a status that says so. */
async function serveResponseUrl(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = objectIn(await readBody(request));
  try {
    if (!body) throw new SlackError('invalid_payload');
    await takeAnswer(parts, parts.responseUrls.take(path), body);
    sendJson(response, { ok: true });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const isGone = error.code === 'used_url' || error.code === 'expired_url';
    sendJson(response, { ok: false, error: error.code, ...error.details }, { status: isGone ? 404 : 400 });
  }
}
