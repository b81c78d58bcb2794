import type { RichTextBlock, RichTextElement, RichTextList, RichTextSection } from '@slack/types';
import { Fragment, type ReactNode } from 'react';
import { useWorkspace } from '../workspace.ts';
import { Emoji } from './emoji.tsx';
import { Link } from './link.tsx';
import { wordsOf } from './rich-text-words.ts';

// slack-blocks-to-jsx numbers a list on from the bullets before it, so this block is drawn by us too

/** Text with its formatting as data: nothing in it is parsed. */
export function RichText({ block }: { block: RichTextBlock }): ReactNode {
  const starts = listStarts(block);
  return (
    <div className="text rich">
      {block.elements.map((element, index) => {
        const key = place(index);
        switch (element.type) {
          case 'rich_text_section':
            return (
              <div key={key}>
                <Inline parts={element.elements} />
              </div>
            );
          case 'rich_text_list':
            return <List key={key} list={element} start={starts[index] ?? 1} />;
          case 'rich_text_quote':
            return (
              <blockquote key={key}>
                <Inline parts={element.elements} />
              </blockquote>
            );
          case 'rich_text_preformatted':
            return (
              <pre key={key}>
                <Inline parts={element.elements} />
              </pre>
            );
          default:
            return null;
        }
      })}
    </div>
  );
}

/** The parts of a text never move among each other, so their place is their key. */
function place(index: number): string {
  return `at-${index}`;
}

/** An ordered list counts on from the one before it when only deeper lists stand between the two. */
function listStarts({ elements }: RichTextBlock): number[] {
  const counted = new Map<number, number>(); // by indent
  return elements.map((element) => {
    if (element.type !== 'rich_text_list') {
      counted.clear();
      return 1;
    }
    const indent = element.indent ?? 0;
    for (const other of counted.keys()) if (other > indent) counted.delete(other);
    const before = element.style === 'ordered' ? (offsetOf(element) ?? counted.get(indent) ?? 0) : 0;
    counted.set(indent, element.style === 'ordered' ? before + element.elements.length : 0);
    return before + 1;
  });
}

function offsetOf(list: RichTextList & { offset?: number }): number | undefined {
  return list.offset;
}

const numbers = ['decimal', 'lower-alpha', 'lower-roman'];
const bullets = ['disc', 'circle', 'square'];

function List({ list, start }: { list: RichTextList; start: number }): ReactNode {
  const indent = list.indent ?? 0;
  const marks = list.style === 'ordered' ? numbers : bullets;
  const style = { marginLeft: indent * 28, listStyleType: marks[indent % 3] ?? 'disc' };
  const points = list.elements.map((element, index) => (
    <li key={place(index)}>
      <Inline parts={element.elements} />
    </li>
  ));
  return list.style === 'ordered' ? (
    <ol start={start} style={style}>
      {points}
    </ol>
  ) : (
    <ul style={style}>{points}</ul>
  );
}

function Inline({ parts }: { parts: RichTextSection['elements'] }): ReactNode {
  return parts.map((part, index) => (
    <Fragment key={place(index)}>
      {part.style ? withStyle(<Part part={part} />, part.style) : <Part part={part} />}
    </Fragment>
  ));
}

function withStyle(node: ReactNode, style: NonNullable<RichTextElement['style']>): ReactNode {
  let styled = node;
  if (style.code) styled = <code>{styled}</code>;
  if (style.bold) styled = <b>{styled}</b>;
  if (style.italic) styled = <i>{styled}</i>;
  if (style.strike) styled = <s>{styled}</s>;
  if (style.underline) styled = <u>{styled}</u>;
  return styled;
}

function Part({ part }: { part: RichTextElement }): ReactNode {
  const words = wordsOf(part, useWorkspace());
  switch (part.type) {
    case 'text':
      return words;
    case 'link':
      return <Link href={part.url} label={words} />;
    case 'user':
    case 'channel':
    case 'usergroup':
    case 'team':
      return <span className="mention">{words}</span>;
    case 'broadcast':
      return <span className="mention broadcast">{words}</span>;
    case 'emoji':
      return <Emoji name={part.name} />;
    case 'date':
      return <time>{words}</time>;
    case 'color':
      return <code>{words}</code>;
  }
}
