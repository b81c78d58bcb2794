/**
 * What a person typed, out of the form in which Slack sends it: https://docs.slack.dev/messaging/formatting-message-text
 * Mentions of people, groups and `@here` name nothing in a role and are left out; a link or a channel leaves its label.
 */
export function readTyped(text: string): string {
  const plain = text
    .replace(/<[@!][^<>]*>/g, ' ')
    .replace(/<#[^<>|]*(?:\|([^<>]*))?>/g, ' $1 ')
    .replace(/<[^<>|\s]+\|([^<>]*)>/g, '$1')
    .replace(/<((?:https?|mailto):[^<>\s]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  // somebody who writes the command itself to the bot means what stands after it
  return plain
    .trim()
    .replace(/^\/?ml-role(?=\s|$)/i, '')
    .trim();
}
