import { digestMessage, nobodyManaged } from '../../blocks/digests/digest.ts';
import { readDigest } from '../digests/read-digest.ts';
import type { Asked, WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';

/** What is typed about the digest. */
export const digestWords: ReadonlyMap<string, WordRoute> = new Map([['digest', showDigest]]);

/** `digest`: as it would come now, to whoever asks alone; the next one comes as if nobody had asked. */
async function showDigest({ actor, answer }: Asked, _: string, { kpis }: Deps): Promise<void> {
  const digest = await readDigest(kpis, actor);
  await answer(digest ? digestMessage(digest, 1) : nobodyManaged());
}
