/** U+0000, which PostgreSQL refuses, and the halves of characters that were cut in two, which neither database keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the one that is meant
export const unstorable = /\u0000|\p{Surrogate}/gu;

export const storable = (text: string): string => text.replace(unstorable, '');
