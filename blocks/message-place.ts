import { z } from 'zod';

/** Where a message stands: what a form carries that was opened from it, so that the message can say what came of that. */
export const messagePlace = z.object({ channel: z.string(), ts: z.string() });

export type MessagePlace = z.infer<typeof messagePlace>;
