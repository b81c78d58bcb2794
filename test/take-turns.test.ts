import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurn, takeTurns } from '../src/take-turns.ts';

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
  }, takeTurns());
  const messages = Array.from({ length: 100 }, (_, number) => make(number));

  expect(await answered).toBe('ok');
  expect(madeBefore).toBeLessThan(50);
  await Promise.all(messages);
  expect(made).toBe(100);
  server.close();
});

test('work that nobody waits for goes on once whoever asked is answered, and not before', async () => {
  const turns = takeTurns();
  const done: string[] = [];
  const looksUp = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    done.push('answer');
  };
  const answered = turns.answering(looksUp());
  const worked = turns.afterOthers().then(() => done.push('work'));
  await Promise.all([answered, worked]);
  expect(done).toEqual(['answer', 'work']);
});

test('work that nobody waits for goes on after a while, however long an answer takes', async () => {
  const turns = takeTurns();
  void turns.answering(new Promise(() => {}));
  await turns.afterOthers();
});
