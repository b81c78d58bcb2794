import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

/** The built bot and every package that it needs in a few files: a process loads them in half the time. */
export interface BundledCoach extends Disposable {
  /** What Node runs: `killed-coach.mjs`. */
  file: string;
}

/** Bundled in a folder of its own, gone afterwards; beside what was built, so that Node finds what stays outside. */
export async function bundleCoach(): Promise<BundledCoach> {
  const folder = mkdtempSync('dist/bundled-');
  const migrations = readdirSync('dist/migrations')
    .filter((file) => file.endsWith('.js'))
    .map((file) => `migrations/${path.parse(file).name}`);
  const coach = 'src/killed/killed-coach'; // as deep as the files of src/ are, which look for the migrations from there
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] }, // which is native
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      rolldownOptions: {
        input: {
          [coach]: 'test/support/killed-coach.mjs',
          ...Object.fromEntries(migrations.map((name) => [name, `dist/${name}.js`])),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'src/shared/[name]-[hash].js' },
      },
    },
  });
  return {
    file: path.join(folder, `${coach}.js`),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
