import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { load as parse } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const scripts = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts;

/** What the configuration takes today; the others are refused by name. */
const refused = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'];
const variables = matches(read('src/config.ts'), /^ {2}([A-Z][A-Z_]+): (?:filled|starting)/gm)
  .filter((name) => !refused.includes(name))
  .sort();

describe('.env.example', () => {
  const names = matches(read('.env.example'), /^([A-Z_]+)=/gm);

  test('has every variable that the bot reads, and no other', () => {
    expect(names.sort()).toEqual(variables);
  });

  test('starts the local workspace as it stands', () => {
    const env = Object.fromEntries(matches(read('.env.example'), /^([A-Z_]+=.*)$/gm).map((line) => line.split('=')));
    expect(readConfig(env)).toMatchObject({ mode: 'local', port: 3000, logLevel: 'info' });
  });
});

describe('the papers', () => {
  test('the README explains every variable that the bot reads, and no other', () => {
    expect(matches(read('README.md'), /^\| `([A-Z_]+)` +\|/gm).sort()).toEqual(variables);
  });

  test.each(['README.md', 'CONTRIBUTING.md'])('%s links to files that are there', (paper) => {
    const links = matches(read(paper), /\]\((?!https?:|#)([^)]+)\)/g);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect([link, existsSync(link)]).toEqual([link, true]);
  });

  test.each(['README.md', 'CONTRIBUTING.md'])('%s names commands that npm knows', (paper) => {
    const commands = matches(read(paper), /npm (?:run )?(start|test|build|check|bench|[a-z]+-[a-z-]+)\b/g);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');
  const jsonOf = (instruction: RegExp): string[] =>
    z.array(z.string()).parse(JSON.parse(matches(dockerfile, instruction)[0] ?? '[]'));

  test('is built from files that are there and that .dockerignore lets through', () => {
    const allowed = matches(read('.dockerignore'), /^!(\S+)$/gm);
    const copied = matches(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((files) => files.split(' '));
    for (const file of copied.filter((name) => name !== '.')) {
      expect([file, existsSync(file), allowed.includes(file)]).toEqual([file, true, true]);
    }
    expect(read('.dockerignore').split('\n')).toContain('*'); // so that .env and data/ never get in
  });

  test('runs what `npm start` runs, as somebody who is not root, with its data on a volume', () => {
    expect(read('scripts/start.mjs')).toContain('dist/src/main.js');
    expect(jsonOf(/^CMD (.+)$/gm)).toEqual(['node', 'dist/src/main.js']);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^VOLUME \/app\/data$/m);
  });

  test.each([
    [200, 0],
    [503, 1],
  ])('is healthy by its own check where /healthz answers %i: exit %i', async (status, code) => {
    const server = createServer((request, response) =>
      response.writeHead(request.url === '/healthz' ? status : 404).end(),
    );
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(z.custom<AddressInfo>().parse(server.address()).port));
    });
    const [, ...args] = jsonOf(/^HEALTHCHECK .*CMD (\[.+\])$/gm);
    const { exit } = await run(process.execPath, args, { PORT: String(port) });
    server.close();
    expect(exit).toBe(code);
  });
});

describe('the hooks of the Slack CLI', () => {
  const { hooks, config } = z
    .object({
      hooks: z.record(z.string(), z.string()),
      config: z.object({ watch: z.record(z.string(), z.object({ paths: z.array(z.string()) })) }),
    })
    .parse(JSON.parse(read('.slack/hooks.json')));
  const hook = (name: string, args: string[] = [], env: Record<string, string> = {}) =>
    run('sh', ['-c', [hooks[name], ...args].join(' ')], env);

  test('`get-hooks` names the hooks that are not written here', async () => {
    const { output } = await hook('get-hooks');
    expect(JSON.parse(output)).toMatchObject({ hooks: { doctor: expect.any(String) }, runtime: 'node' });
  });

  test('`get-manifest` prints manifest.yml as JSON, between the boundaries that the CLI asks for', async () => {
    const plain = await hook('get-manifest');
    expect(JSON.parse(plain.output)).toEqual(parse(read('manifest.yml')));
    const bounded = await hook('get-manifest', ['--protocol=message-boundaries', '--boundary=0f2a']);
    expect(bounded.output.trim()).toBe(`0f2a${plain.output.trim()}0f2a`);
  });

  test('`start` runs the bot with the tokens of the CLI', async () => {
    const { exit, errors } = await hook('start', [], { SLACK_CLI_XOXB: 'xoxb-1', SLACK_CLI_XAPP: 'not-a-token' });
    expect(exit).toBe(1);
    expect(errors).toContain('The configuration cannot be used:\n  SLACK_APP_TOKEN: ');
  }, 120_000); // it builds first, where something changed

  test('watch files that are there', () => {
    const paths = Object.values(config.watch).flatMap((watched) => watched.paths);
    expect(paths.filter((one) => !existsSync(path.resolve(one)))).toEqual([]);
  });
});

/** What a pattern's first group matched, each time it matched. */
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

/** Runs a program to its end, with nothing of Slack in its environment but what is given. */
function run(program: string, args: string[], env: Record<string, string>) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SLACK_')));
  return new Promise<{ exit: number; output: string; errors: string }>((resolve) => {
    const child = execFile(program, args, { env: { ...clean, ...env } }, (_error, output, errors) =>
      resolve({ exit: child.exitCode ?? -1, output, errors }),
    );
  });
}
