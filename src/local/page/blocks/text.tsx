import type { TextObject } from '@slack/types';
import { Fragment, type ReactNode } from 'react';
import { formatSlackDate } from '../times.ts';
import { nameOf, useWorkspace, type Workspace } from '../workspace.ts';
import { Emoji } from './emoji.tsx';
import { Link } from './link.tsx';

// slack-blocks-to-jsx formats plain text, turns an escaped `&lt;!channel&gt;` into a live mention and reads Markdown in
// mrkdwn; whether people's words stay plain is just what one wants to see here. So text objects are drawn by us.

/** A text object as Slack shows it: plain text as it is but for emoji, mrkdwn with its formatting. */
export function Text({ text }: { text: TextObject }): ReactNode {
  const workspace = useWorkspace();
  if (text.type === 'mrkdwn') return <Mrkdwn source={text.text} workspace={workspace} />;
  return text.emoji === false ? unescapeEntities(text.text) : withEmoji(unescapeEntities(text.text));
}

interface MrkdwnProps {
  source: string;
  workspace: Workspace;
}

export function Mrkdwn({ source, workspace }: MrkdwnProps): ReactNode {
  const pieces = source.split(/```\n?([\s\S]+?)\n?```\n?/); // every second one is code
  return pieces.map((piece, index) =>
    index % 2 === 1 ? (
      <pre key={pieceKey(index)}>{unescapeEntities(piece.replace(/<([^|>]+\|)?([^>]+)>/g, '$2'))}</pre>
    ) : (
      <Fragment key={pieceKey(index)}>
        {paragraphs(index < pieces.length - 1 ? withoutLastBreak(piece) : piece, workspace)}
      </Fragment>
    ),
  );
}

/** Pieces of a text never move among each other, so their place is their key. */
function pieceKey(index: number): string {
  return `piece-${index}`;
}

/** A block of its own follows: the line ends there anyway. */
function withoutLastBreak(text: string): string {
  return text.replace(/\n$/, '');
}

function paragraphs(text: string, workspace: Workspace): ReactNode[] {
  const runs = text.split(/((?:^(?:>|&gt;).*(?:\n|$))+)/m); // every second one is a quote
  return runs.map((run, index) =>
    index % 2 === 1 ? (
      <blockquote key={pieceKey(index)}>
        {inline(withoutLastBreak(run.replace(/^(>|&gt;) ?/gm, '')), workspace)}
      </blockquote>
    ) : (
      <Fragment key={pieceKey(index)}>
        {inline(index < runs.length - 1 ? withoutLastBreak(run) : run, workspace)}
      </Fragment>
    ),
  );
}

const letter = '[\\p{L}\\p{N}]';
/** Between two marks, none of which touches a letter on its outside: `2 * 3 * 4` and `snake_case` are plain. */
const styled = (mark: string) =>
  `(?<!${letter}|[${mark}])[${mark}](?![\\s${mark}])([^${mark}\\n]+?)(?<!\\s)[${mark}](?!${letter}|[${mark}])`;
const token = new RegExp(
  [
    '<([^<>\\n]+)>', // 1: a mention, a date or a link
    '`([^`\\n]+)`', // 2: code
    styled('*'), // 3
    styled('_'), // 4
    styled('~'), // 5
    '(https?:\\/\\/[^\\s<>|]+[^\\s<>|.,;:!?)\'"*_~])', // 6: a bare link
  ].join('|'),
  'gu',
);

function inline(text: string, workspace: Workspace): ReactNode[] {
  const nodes: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, angle, code, bold, italic, strike, url] = match;
    nodes.push(...withEmoji(unescapeEntities(text.slice(end, match.index))));
    end = match.index + whole.length;
    const key = `at-${match.index}`;
    if (angle) nodes.push(<Angle key={key} inside={angle} workspace={workspace} />);
    else if (code) nodes.push(<code key={key}>{unescapeEntities(code)}</code>);
    else if (bold) nodes.push(<b key={key}>{inline(bold, workspace)}</b>);
    else if (italic) nodes.push(<i key={key}>{inline(italic, workspace)}</i>);
    else if (strike) nodes.push(<s key={key}>{inline(strike, workspace)}</s>);
    else if (url) nodes.push(<Link key={key} href={unescapeEntities(url)} label={unescapeEntities(url)} />);
  }
  return [...nodes, ...withEmoji(unescapeEntities(text.slice(end)))];
}

/** What stands between `<` and `>`. */
function Angle({ inside, workspace }: { inside: string; workspace: Workspace }): ReactNode {
  const [target = '', label] = inside.split('|', 2);
  if (/^@[UW]/.test(target)) return <span className="mention">@{nameOf(workspace, target.slice(1))}</span>;
  if (target.startsWith('#')) {
    const channel = workspace.conversations.find(({ id }) => id === target.slice(1));
    return <span className="mention">#{channel?.name ?? label ?? target.slice(1)}</span>;
  }
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = '', href] = target.split('^');
    const date = formatSlackDate(Number(seconds), format, workspace.me.timeZone);
    return href ? <Link href={href} label={date} /> : <time>{date}</time>;
  }
  if (target.startsWith('!')) return <span className="mention broadcast">@{label ?? target.slice(1)}</span>;
  return <Link href={unescapeEntities(target)} label={label ? unescapeEntities(label) : unescapeEntities(target)} />;
}

function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function withEmoji(text: string): ReactNode[] {
  return text
    .split(/(:(?:\+1|-1|[a-z][a-z0-9_+-]*):)/)
    .map((part, index) => (index % 2 === 1 ? <Emoji key={pieceKey(index)} name={part.slice(1, -1)} /> : part));
}
