import { codePoints } from './shape.ts';

/**
 * The characters of every `text` within a value, as Slack seems to count them for `msg_blocks_too_long`.
 * https://github.com/slackapi/bolt-js/issues/2867
 */
export function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === 'text' && typeof inner === 'string' ? codePoints(inner) : textLength(inner)),
    0,
  );
}
