import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const home = 'src/local';

/** From the way in to what everything stands on. */
const order = ['.', 'page', 'people', 'web-api', 'posting', 'bot', 'kept', 'checks', 'server'];
const shared = ['protocol.ts', 'pieces.ts'];

const imports = new Map(
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(path.join(home, file), 'utf8');
      const found = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, from = '']) => path.join(path.dirname(file), from));
      return [file, found.filter((from) => !from.startsWith('..'))];
    }),
);
const rankOf = (file: string): number => order.indexOf(file.includes('/') ? (file.split('/')[0] ?? '') : '.');

test('every folder of the local workspace knows those below it alone', () => {
  expect([...imports.keys()].filter((file) => rankOf(file) === -1)).toEqual([]);
  const upwards = [...imports].flatMap(([file, found]) =>
    found
      .filter((from) => !shared.includes(from) && rankOf(from) < rankOf(file))
      .map((from) => `${file} imports ${from}`),
  );
  expect(upwards).toEqual([]);
});

test('what is kept and what is checked know nothing of the pieces that use them', () => {
  const low = [...imports].filter(([file]) => /^(kept|checks|server)\//.test(file));
  expect(low.filter(([, found]) => found.includes('pieces.ts')).map(([file]) => file)).toEqual([]);
});

test('no import leads back to where it began', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, way: string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (way.includes(file) || done.has(file)) return;
    for (const from of imports.get(file) ?? []) follow(from, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) follow(file, []);
  expect(circles).toEqual([]);
});
