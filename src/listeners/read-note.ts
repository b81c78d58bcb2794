import { storable } from '../storable.ts';

/**
 * What somebody wrote to the bot, as it stood on their screen, out of the form in which Slack sends it: nothing in it is
 * left to do anything. https://docs.slack.dev/messaging/formatting-message-text
 *
 * @param names by id, of the people who are mentioned in it
 */
export function readNote(text: string, names: ReadonlyMap<string, string>): string {
  return storable(text)
    .replace(/<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, name = id) => `@${names.get(id) ?? name}`)
    .replace(/<!([^<>|^]*)(?:\^[^<>|]*)?(?:\|@?([^<>]*))?>/g, (_, name: string, label = name) => `@${label}`)
    .replace(/<#([^<>|]*)(?:\|([^<>]*))?>/g, (_, id: string, name = '') => `#${name || id}`)
    .replace(/<([^<>|\s]+)\|([^<>]*)>/g, (_, url: string, label: string) =>
      url.includes(label) ? url : `${label} (${url})`,
    )
    .replace(/<((?:https?|mailto):[^<>\s]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The ids of the people who are mentioned, each once. */
export const mentionedIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)].flatMap(([, id]) => id ?? [])),
];
