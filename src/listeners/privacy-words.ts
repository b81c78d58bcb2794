import { forgetQuestion } from '../../blocks/privacy/forget-me.ts';
import { readToForget } from '../privacy/forget-me.ts';
import type { WordRoute } from './asked.ts';

/** What is typed about what is kept of oneself; a button then does it. */
export const privacyWords: ReadonlyMap<string, WordRoute> = new Map<string, WordRoute>([
  ['forget-me', async ({ actor, answer }, _, { plans }) => answer(forgetQuestion(await readToForget(plans, actor)))],
]);
