import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';

const manifest = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** The scopes that this version needs: those of its own manifest, so that there is one list. */
export const neededScopes = (file: string): string[] =>
  manifest.parse(load(readFileSync(file, 'utf8'))).oauth_config.scopes.bot;
