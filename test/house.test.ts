import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Source {
  file: string;
  text: string;
  /** What it imports: packages by name, files by their path from the top. */
  imports: string[];
}

const sources: Source[] = ['src', 'blocks', 'migrations'].flatMap(sourcesIn);

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((entry) => /\.tsx?$/.test(entry))
    .map((entry) => {
      const file = path.join(folder, entry);
      const text = readFileSync(file, 'utf8');
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, from = '']) =>
        from.startsWith('.') ? path.join(path.dirname(file), from) : from,
      );
      return { file, text, imports };
    });
}

const within = (folders: string[]) =>
  sources.filter(({ file }) => folders.some((folder) => file.startsWith(`${folder}/`)));
const importing = (from: Source[], wrong: RegExp): string[] =>
  from.flatMap(({ file, imports }) =>
    imports.filter((name) => wrong.test(name)).map((name) => `${file} imports ${name}`),
  );
const saying = (from: Source[], wrong: RegExp): string[] =>
  from.filter(({ text }) => wrong.test(text)).map(({ file }) => file);

describe('the house', () => {
  test('the domain knows neither Slack nor what people see', () => {
    const domain = within([
      'src/role',
      'src/plans',
      'src/settings',
      'src/privacy',
      'src/kpis',
      'src/digests',
      'src/team',
      'src/calendar',
    ]);
    expect(domain.length).toBeGreaterThan(5);
    expect(importing(domain, /^@slack\/|^blocks\/|^src\/(listeners|local|app|coach)/)).toEqual([]);
  });

  test('blocks know Block Kit and plain data, no client and no database', () => {
    expect(
      importing(
        within(['blocks']),
        /^@slack\/(?!types$)|^kysely|^src\/(?!role\/|kpis\/|plans\/|digests\/|team\/|settings\/|privacy\/|calendar\/|refusal)/,
      ),
    ).toEqual([]);
  });

  test('nothing knows the local workspace but the start', () => {
    const others = sources.filter(({ file }) => !file.startsWith('src/local/') && file !== 'src/main.ts');
    expect(importing(others, /^src\/local\//)).toEqual([]);
  });

  test('the local workspace knows nothing of the bot but its clock', () => {
    expect(importing(within(['src/local']), /^blocks\/|^src\/(?!local\/|calendar\/)/)).toEqual([]);
  });

  test('the environment is read at the start alone, and the time from the clock alone', () => {
    const server = sources.filter(({ file }) => !file.startsWith('src/local/page/'));
    expect(saying(server, /process\.env/)).toEqual(['src/main.ts']);
    expect(saying(server, /new Date\(\)|Date\.now\(\)/)).toEqual(['src/calendar/clock.ts']);
  });

  test('no file has more than 300 lines, and none silences the compiler', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 301).map(({ file }) => file)).toEqual([]);
    expect(saying(sources, /\bas (any|unknown as)\b|: any\b|@ts-(ignore|expect-error)/)).toEqual([]);
  });
});
