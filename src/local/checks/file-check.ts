/** Slack takes much larger ones; what a bot hands out or takes in here is text. */
export const MOST_FILE_BYTES = 1024 * 1024;

/** Why a file is not taken, in a sentence; null when it is. `size` in bytes. */
export function problemWithFile({ name, size }: { name: string; size: number }): string | null {
  if (size === 0) return `${name} is empty. Share one that has something in it.`;
  if (size > MOST_FILE_BYTES) return `${name} is larger than 1 MB, which is the most that the local workspace takes.`;
  return null;
}
