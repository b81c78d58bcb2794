// Compiles the bot and the local workspace's page into dist/, unless what they are made of is as it was the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = path.join(home, 'dist/stamp');
const sources = [
  'src',
  'blocks',
  'migrations',
  'scripts/build.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

const stamp = hashOf(sources.flatMap((source) => filesIn(path.join(home, source))));
const built = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
if (!built) {
  process.stdout.write('Building (once, until something changes) …\n');
  rmSync(path.join(home, 'dist'), { recursive: true, force: true });
  run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  run('vite/bin/vite.js', ['build', '--config', 'src/local/page/vite.config.ts', '--logLevel', 'warn']);
  writeFileSync(stampFile, stamp);
}

function filesIn(place) {
  if (!existsSync(place)) return [];
  if (path.extname(place) !== '') return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(path.relative(home, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function run(tool, args) {
  const { status } = spawnSync(process.execPath, [path.join(home, 'node_modules', tool), ...args], {
    cwd: home,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1); // the tool has said what is wrong
}
