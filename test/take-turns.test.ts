import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { inTurn } from '../src/take-turns.ts';

const address = (server: ReturnType<typeof createServer>): string => {
  const known = server.address();
  if (known === null || typeof known === 'string') throw new Error('the server listens nowhere');
  return `http://127.0.0.1:${known.port}`;
};

test('whoever asks while a hundred messages are to be made is answered before most of them are', async () => {
  let made = 0;
  let madeBefore: number | undefined;
  const server = createServer((_, response) => {
    madeBefore = made;
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answered = fetch(address(server)).then((response) => response.text());

  const make = inTurn(async (_: number) => {
    for (const until = performance.now() + 5; performance.now() < until; ); // as SQLite works: nobody else has a turn
    made++;
  });
  const messages = Array.from({ length: 100 }, (_, number) => make(number));

  expect(await answered).toBe('ok');
  expect(madeBefore).toBeLessThan(50);
  await Promise.all(messages);
  expect(made).toBe(100);
  server.close();
});
