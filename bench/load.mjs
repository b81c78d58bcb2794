import { once } from 'node:events';
import { connect } from 'node:net';

/** How a chunked answer ends. JSON holds no raw line break, so nothing inside the body looks like it. */
const lastChunk = '\r\n0\r\n\r\n';
const answerWithinMs = 10_000;

/**
 * Asks without pause over `connections` kept-alive connections, one request at a time on each.
 *
 * Over plain sockets, since node:http's client costs more than the raw server: with it the load would be measured,
 * not the server.
 * @throws {Error} an answer other than `status`, or none within 10 s
 */
export async function load({ port, connections, durationMs, sign, status = 200 }) {
  const asking = await Promise.all(Array.from({ length: connections }, () => openConnection(port, status)));
  const latencies = [];
  const startedAt = performance.now();
  await Promise.all(
    asking.map(async ({ ask }) => {
      for (let now = startedAt; now - startedAt < durationMs; ) {
        await ask(sign().bytes);
        const answeredAt = performance.now();
        latencies.push(answeredAt - now);
        now = answeredAt;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { close } of asking) close();
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / seconds,
    p50Ms: latencies[Math.floor(latencies.length * 0.5)],
    p99Ms: latencies[Math.floor(latencies.length * 0.99)],
  };
}

async function openConnection(port, status) {
  const accepted = `HTTP/1.1 ${status} `;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay();
  socket.setTimeout(answerWithinMs, () => socket.destroy(new Error(`no answer within ${answerWithinMs} ms`)));
  let waiting = { head: '', tail: '', resolve: () => {}, reject: () => {} };
  socket.on('error', (error) => waiting.reject(error));
  socket.on('close', () => waiting.reject(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    if (waiting.head === '') waiting.head = chunk.toString('latin1', 0, accepted.length);
    if (waiting.head !== accepted) waiting.reject(new Error(`answered with ${waiting.head}`));
    waiting.tail = (waiting.tail + chunk.subarray(-lastChunk.length).toString('latin1')).slice(-lastChunk.length);
    if (waiting.tail === lastChunk) waiting.resolve();
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { head: '', tail: '', resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}
