import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Before the tests: a PostgreSQL of their own, gone when they are, where its programs are installed. `TEST_POSTGRES_URL`
 * names another one, whose tables stay as they are: each test has a schema of its own.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_POSTGRES_URL']) return undefined;
  const binaries = findBinaries();
  if (binaries === undefined) {
    process.stdout.write(
      '\nThe tests on PostgreSQL are skipped: install it (Debian: postgresql), or set TEST_POSTGRES_URL.\n',
    );
    return undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-postgres-'));
  const server = await start(binaries, folder);
  process.env['TEST_POSTGRES_URL'] = `postgres:///postgres?user=postgres&host=${encodeURIComponent(folder)}`;
  return async () => {
    server.kill('SIGQUIT'); // at once: nobody needs it again
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(path.delimiter),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, name))));
}

/** Listens on a socket in the folder alone, so no port is taken. */
async function start(binaries: string, folder: string): Promise<ChildProcess> {
  const asOwner = ownerOf(folder);
  const cluster = path.join(folder, 'cluster');
  const [initdb = '', ...initdbArgs] = [
    ...asOwner,
    path.join(binaries, 'initdb'),
    ...['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
  ];
  execFileSync(initdb, initdbArgs, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const settings = [`unix_socket_directories=${folder}`, 'listen_addresses=', 'fsync=off', 'max_connections=200'];
  const [postgres = '', ...postgresArgs] = [
    ...asOwner,
    path.join(binaries, 'postgres'),
    ...['-D', cluster],
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const server = spawn(postgres, postgresArgs, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const log: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    log.push(line);
    if (line.includes('ready to accept connections')) break;
  }
  if (server.exitCode !== null || log.length === 0) throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`);
  server.stderr.resume();
  return server;
}

/** PostgreSQL does not run as root; with `setpriv` it also ends when the tests are killed. */
function ownerOf(folder: string): string[] {
  const setpriv = '/usr/bin/setpriv';
  const dyingWithUs = existsSync(setpriv) ? [setpriv, '--pdeathsig=QUIT'] : [];
  if (process.getuid?.() !== 0) return dyingWithUs;
  const id = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, id('-u'), id('-g'));
  return [setpriv, '--reuid=postgres', '--regid=postgres', '--init-groups', ...dyingWithUs.slice(1)];
}
