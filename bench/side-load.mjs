import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const answerWithinMs = 60_000;

/**
 * Asks so many times a second, each at its own moment whether the ones before are answered or not, and counts from that
 * moment: `/ml-role kpis`, which is answered at once, and `/ml-role kpis me` of one person after the other, which is
 * looked up and answered at its `response_url`. In milliseconds.
 * @throws {Error} anything but an answer within a minute
 */
export async function askAtRate(port, { secret, workspaceId, people, perSecond, durationMs }) {
  const answers = await takeAnswers();
  const taken = { atOnce: [], lookedUp: [] };
  const under = [];
  const count = Math.floor((perSecond * durationMs) / 1000);
  const start = performance.now();
  for (let nth = 0; nth < count; nth++) {
    const due = start + (nth * 1000) / perSecond;
    await wait(Math.max(0, due - performance.now())); // also when late, so that answers are taken meanwhile
    const isLookedUp = nth % 2 === 1;
    const answered = isLookedUp ? answers.next() : undefined;
    const by = { workspaceId, personId: people[nth % people.length] };
    const asked = typed(port, isLookedUp ? 'kpis me' : 'kpis', {
      secret,
      by,
      responseUrl: answered?.url ?? answers.url,
    });
    const over = Promise.all([asked, answered?.came]);
    under.push(over.then(() => taken[isLookedUp ? 'lookedUp' : 'atOnce'].push(performance.now() - due)));
  }
  await Promise.all(under).finally(answers.close);
  return taken;
}

/** Somebody types `/ml-role` with that text. @throws {Error} anything but 200 */
export async function typed(port, words, { secret, by, responseUrl }) {
  const fields = { team_id: by.workspaceId, channel_id: 'D1', user_id: by.personId, trigger_id: '1.1' };
  const body = new URLSearchParams({
    ...fields,
    command: '/ml-role',
    text: words,
    response_url: responseUrl,
  }).toString();
  const second = Math.floor(Date.now() / 1000);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(second),
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${second}:${body}`).digest('hex')}`,
  };
  const signal = AbortSignal.timeout(answerWithinMs);
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body, signal });
  await response.text();
  if (response.status !== 200) throw new Error(`/ml-role ${words} was answered with ${response.status}`);
}

/** Where answers come that are given later, each at an address of its own. */
async function takeAnswers() {
  const waiting = new Map();
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      response.end('ok');
      waiting.get(request.url)?.();
      waiting.delete(request.url);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  let made = 0;
  return {
    url,
    next() {
      const path = `/${made++}`;
      const came = new Promise((resolve, reject) => {
        const tooLong = setTimeout(() => reject(new Error('a command was not answered')), answerWithinMs);
        waiting.set(path, () => resolve(clearTimeout(tooLong)));
      });
      return { url: `${url}${path}`, came };
    },
    close: () => server.close(),
  };
}
