import type { KnownBlock } from '@slack/types';
import { header, type Message } from './kit.ts';
import { packed } from './packed.ts';
import { plainText, textLength } from './plain-text.ts';

/**
 * A message takes 50 blocks, one table, and about 13,000 characters; what stands around the body (header, buttons,
 * menus, the line of what to ask next) takes at most 6 blocks and 4,000 characters of that.
 */
const mostBodyBlocks = 44;
const mostBodyCharacters = 9000;

export interface PageNumber {
  /** From 1. */
  number: number;
  of: number;
}

export const fitsOnePage = (body: KnownBlock[]): boolean => inPages(body).length === 1;

/** Puts a body of any length into as many messages as it needs, each with what `around` gives for it below. */
export function pagesOf(
  title: string,
  body: KnownBlock[],
  around: (page: PageNumber, body: KnownBlock[]) => KnownBlock[],
): Message[] {
  const bodies = inPages(body);
  return bodies.map((blocks, index) => {
    const page = { number: index + 1, of: bodies.length };
    const heading = page.of === 1 ? title : `${title}, page ${page.number} of ${page.of}`;
    return asMessage([header(heading), ...blocks, ...around(page, blocks)]);
  });
}

const inPages = (body: KnownBlock[]): KnownBlock[][] =>
  packed(
    body,
    (page) =>
      page.length <= mostBodyBlocks &&
      page.filter(({ type }) => type === 'table').length <= 1 &&
      page.reduce((sum, block) => sum + textLength(block), 0) <= mostBodyCharacters,
  );

export const pageOf = (pages: readonly Message[], number: number): Message | undefined =>
  pages[Math.min(Math.max(number, 1), pages.length) - 1];

/** A message whose text for notifications and screen readers says what its blocks say. */
export const asMessage = (blocks: KnownBlock[]): Message => ({ text: plainText(blocks), blocks });
