import type { KnownBlock } from '@slack/types';
import { count, header, type Message } from './kit.ts';
import { plainText, textLength } from './plain-text.ts';

/**
 * A message takes 50 blocks, one table, and about 13,000 characters; what stands around the body (header, buttons,
 * menus, the line of what to ask next) takes at most 6 blocks and 3,000 characters of that.
 */
const mostBodyBlocks = 44;
const mostBodyCharacters = 9500;

export interface Answer extends Message {
  title: string;
}

export interface PageNumber {
  /** From 1. */
  number: number;
  of: number;
}

export const fitsOnePage = (body: KnownBlock[]): boolean => inPages(body).length === 1;

/** Puts a body of any length into as many answers as it needs, each with what `around` gives for it below. */
export function pagesOf(title: string, body: KnownBlock[], around: (page: PageNumber) => KnownBlock[]): Answer[] {
  const bodies = inPages(body);
  return bodies.map((blocks, index) => {
    const page = { number: index + 1, of: bodies.length };
    const heading = page.of === 1 ? title : `${title}, page ${page.number} of ${page.of}`;
    return {
      title,
      text: plainText([header(heading), ...blocks]),
      blocks: [header(heading), ...blocks, ...around(page)],
    };
  });
}

function inPages(body: KnownBlock[]): KnownBlock[][] {
  const pages: KnownBlock[][] = [[]];
  let length = 0;
  for (const block of body) {
    const more = textLength(block);
    const page = pages.at(-1);
    const secondTable = block.type === 'table' && page?.some(({ type }) => type === 'table');
    if (page && page.length < mostBodyBlocks && length + more <= mostBodyCharacters && !secondTable) {
      page.push(block);
      length += more;
    } else {
      pages.push([block]);
      length = more;
    }
  }
  return pages;
}

export const pageOf = (pages: readonly Answer[], number: number): Answer | undefined =>
  pages[Math.min(Math.max(number, 1), pages.length) - 1];

export const entryCount = (number: number): string => count(number, 'entry', 'entries');
