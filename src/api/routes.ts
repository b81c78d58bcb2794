import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { KpiDeps } from '../kpis/deps.ts';
import type { Logger } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { storageTrouble } from '../store/dialect.ts';
import type { Routes } from '../web.ts';
import { requireToken } from './bearer.ts';
import { keyPattern, openApi, paths } from './openapi.ts';
import { answerProblem, Problem } from './problem.ts';
import { pushReadings } from './push-readings.ts';
import { readBody } from './request-body.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** What systems ask and push, for `serveRoutes`. */
export function apiRoutes(deps: KpiDeps, log: Logger): Routes {
  const description = JSON.stringify(openApi(deps.kpis)); // the role never changes
  const answers = new Map<string, ReadonlyMap<string, Answer>>([
    [paths.readings, new Map([['POST', (request, response) => takeReadings(deps, request, response)]])],
    [
      paths.openApi,
      new Map(['GET', 'HEAD'].map((method) => [method, (_, response) => sendJson(response, description)])),
    ],
  ]);
  const listener: RequestListener = async (request, response) => {
    try {
      await answerOf(answers, request)(request, response);
    } catch (error) {
      if (response.headersSent || request.errored)
        response.destroy(); // whoever asked has gone
      else answerProblem(response, problemOf(error, log));
    }
  };
  return new Map([['/api/*', listener]]);
}

/** @throws {Problem} no such path, or not with that method */
function answerOf(
  answers: ReadonlyMap<string, ReadonlyMap<string, Answer>>,
  { url = '', method = '' }: IncomingMessage,
) {
  const [path = ''] = url.split('?', 1);
  const methods = answers.get(path);
  if (!methods) throw new Problem('no-such-path', `There are ${paths.readings} and ${paths.openApi}.`);
  const answer = methods.get(method);
  if (answer) return answer;
  const allow = [...methods.keys()].join(', ');
  throw new Problem('other-method', `${path} takes ${allow}.`, { headers: { allow } });
}

async function takeReadings(deps: KpiDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = await requireToken(deps.db, request, deps.clock.now());
  const key = keyOf(request);
  const body = await readBody(request);
  const { answer, isReplay } = await pushReadings(deps, { token, key, body });
  response.writeHead(201, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(isReplay ? { 'idempotent-replayed': 'true' } : {}),
  });
  response.end(JSON.stringify(answer));
}

/** @throws {Problem} it is none */
function keyOf({ headers }: IncomingMessage): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && keyPattern.test(key)) return key;
  throw new Problem('wrong-key', 'An Idempotency-Key has 1 to 255 visible ASCII characters, such as a UUID.');
}

function sendJson(response: ServerResponse, json: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }).end(json);
}

/** What went wrong, for whoever asked: never what the database or the program said. */
function problemOf(error: unknown, log: Logger): Problem {
  if (error instanceof Problem) return error;
  const later = { headers: { 'retry-after': '10' } };
  if (error instanceof Refusal && error.reason.kind === 'slack-does-not-answer')
    return new Problem(
      'no-answer',
      'Slack could not be asked who somebody is. Nothing was stored; try again soon.',
      later,
    );
  const reference = randomBytes(2).toString('hex').toUpperCase();
  const storage = storageTrouble(error);
  log.error({ err: error, reference, ...(storage ? { storage } : {}) }, 'a request to the API failed');
  if (storage)
    return new Problem(
      'no-answer',
      `The database does not answer (${storage}). Nothing was stored; try again soon.`,
      later,
    );
  return new Problem('failed', `Nothing was stored. Whoever runs the bot finds ${reference} in its log.`);
}
