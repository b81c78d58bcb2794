import type { RichTextElement } from '@slack/types';
import { mention, words } from './kit.ts';

/** People as the reader of a message calls them: `you` for themself, anybody else by name. */
export const who = (personId: string, readerId: string | undefined): RichTextElement =>
  personId === readerId ? words('you') : mention(personId);

/** `your`, or `@Bob's`. */
export const whose = (personId: string, readerId: string | undefined): RichTextElement[] =>
  personId === readerId ? [words('your')] : [mention(personId), words("'s")];

/** `Your plan`, or `@Bob's plan`, as a sentence begins. */
export const whosePlan = (personId: string, readerId: string | undefined): RichTextElement[] =>
  personId === readerId ? [words('Your plan')] : [mention(personId), words("'s plan")];

/** Whose clock an hour is meant by. */
export const whoseTime = (personId: string, readerId: string | undefined): string =>
  personId === readerId ? 'your time' : 'their time';
