// Slack's Web API as far as a sender needs it, which takes PER_SECOND messages a second and answers in LATENCY_MS.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const { PORT, PER_SECOND, LATENCY_MS } = process.env;
const perSecond = Number(PER_SECOND);
const latencyMs = Number(LATENCY_MS);

/** As many as come in a third of a second may come at once: Slack, too, lets short bursts pass. */
const bucket = { most: perSecond / 3, left: perSecond / 3, filledAt: performance.now() };
const lastIn = new Map(); // when each channel took its last message
const counts = { taken: 0, tooMany: 0, tooManyInChannel: 0, firstAt: 0, lastAt: 0 };

function takes(channel) {
  const now = performance.now();
  bucket.left = Math.min(bucket.most, bucket.left + ((now - bucket.filledAt) * perSecond) / 1000);
  bucket.filledAt = now;
  const isTooSoon = now - (lastIn.get(channel) ?? -1000) < 1000;
  if (isTooSoon) counts.tooManyInChannel++;
  else if (bucket.left < 1) counts.tooMany++;
  if (isTooSoon || bucket.left < 1) return false;
  bucket.left--;
  lastIn.set(channel, now);
  counts.taken++;
  counts.firstAt ||= now;
  counts.lastAt = now;
  return true;
}

createServer(async (request, response) => {
  if (request.method === 'GET') return response.end(JSON.stringify(counts));
  const body = new URLSearchParams(await text(request));
  const isTaken = takes(body.get('channel'));
  setTimeout(() => {
    if (!isTaken) response.writeHead(429, { 'retry-after': '1' });
    response.end(isTaken ? JSON.stringify({ ok: true, ts: String(counts.taken), channel: body.get('channel') }) : '');
  }, latencyMs);
}).listen(Number(PORT), '127.0.0.1');
