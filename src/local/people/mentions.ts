import type { Manifest } from '../bot/manifest.ts';
import type { World } from '../kept/world.ts';

/** Turns what a person typed into the text that Slack stores and sends. */
export interface TypedText {
  /** `<@U…>`, `<#C…>`, `<!here>`, `<https://…>`; everything else escaped. */
  inMessage(typed: string): string;
  /** The same with names, `<@U…|ada.okafor>`, as a command with `should_escape` gets it. */
  inCommand(typed: string): string;
}

/**
 * Knows people by their full name (`@Ada Okafor`, what the list behind `@` fills in) or their handle (`@ada.okafor`),
 * channels by theirs, and either by id (`<@U…>`). A bare `@ada` stays as it is, as in Slack.
 */
export function createTypedText(world: World, { botName }: Manifest): TypedText {
  const people = new Map<string, { id: string; handle: string }>();
  for (const { id, name, handle } of world.people.values()) {
    for (const key of [name, handle, id]) people.set(key.toLowerCase(), { id, handle });
  }
  people.set(botName.toLowerCase(), { id: world.app.botUserId, handle: 'rolecoach' });
  const channels = new Map(
    [...world.conversations.values()]
      .filter(({ kind }) => kind === 'channel')
      .flatMap(({ id, name }) => [
        [name.toLowerCase(), { id, name }] as const,
        [id.toLowerCase(), { id, name }] as const,
      ]),
  );

  const names = (keys: Iterable<string>): string =>
    [...keys]
      .sort((a, b) => b.length - a.length)
      .map(literal)
      .join('|');
  const token = new RegExp(
    [
      `<@(?<userId>\\w+)>`,
      `<#(?<channelId>\\w+)>`,
      `(?<![\\p{L}\\p{N}_.@])@(?:(?<person>${names(people.keys())})|(?<group>channel|here|everyone))(?![\\p{L}\\p{N}_])`,
      `(?<![\\p{L}\\p{N}_#&])#(?<channel>${names(channels.keys())})(?![\\p{L}\\p{N}_-])`,
      `(?<link>https?://[^\\s<>|]+)`,
    ].join('|'),
    'giu',
  );

  const convert = (typed: string, withNames: boolean): string => {
    const parts: string[] = [];
    let end = 0;
    for (const match of typed.matchAll(token)) {
      parts.push(escapeText(typed.slice(end, match.index)), convertToken(match, withNames));
      end = match.index + match[0].length;
    }
    return parts.join('') + escapeText(typed.slice(end));
  };
  const convertToken = ({ 0: typed, groups = {} }: RegExpExecArray, withNames: boolean): string => {
    const person = people.get((groups['person'] ?? groups['userId'] ?? '').toLowerCase());
    if (person) return `<@${person.id}${withNames ? `|${person.handle}` : ''}>`;
    const channel = channels.get((groups['channel'] ?? groups['channelId'] ?? '').toLowerCase());
    if (channel) return `<#${channel.id}|${withNames ? channel.name : ''}>`;
    if (groups['group']) return `<!${groups['group'].toLowerCase()}>`;
    if (groups['link']) return `<${escapeText(typed)}>`;
    return escapeText(typed);
  };
  return {
    inMessage: (typed) => convert(typed, false),
    inCommand: (typed) => convert(typed, true),
  };
}

/** The three characters that mean something in Slack's texts. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
