/** U+0000, which PostgreSQL refuses, and the halves of characters that were cut in two, which neither database keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the one that is meant
const unstorable = /\u0000|\p{Surrogate}/gu;

export const storable = (text: string): string => text.replace(unstorable, '');

/** A middleware of Bolt's: what somebody typed comes to all listeners as it can be stored, forms and messages alike. */
export async function cleanText({ body, next }: { body: object; next: () => Promise<void> }): Promise<void> {
  cleanIn(body);
  await next();
}

/** In place, as Bolt has handed out parts of it already. */
function cleanIn(part: object): void {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'object' && value !== null) cleanIn(value);
    else if (typeof value === 'string' && value.search(unstorable) >= 0) Reflect.set(part, key, storable(value));
  }
}
