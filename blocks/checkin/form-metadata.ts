import { z } from 'zod';

/** What a form carries with it: of what it was made, so that nothing newer is written over. */
export interface FormMetadata {
  checkinId: string;
  page: 1 | 2;
  /** Of the check-in. */
  version: number;
  /** The version of each goal, those of the other page too. */
  goals: Record<string, number>;
  /** What was sent of the first page, in short, once the second is shown. */
  firstPage?: string | undefined;
  /** It says that what is typed cannot be kept just now. */
  isUnkept?: boolean | undefined;
  /** Raised when what is filled in has to be replaced: see `blockIds`. */
  revision: number;
}

const formMetadata = z.object({
  checkinId: z.string(),
  page: z.literal([1, 2]),
  version: z.number(),
  goals: z.record(z.string(), z.number()),
  firstPage: z.string().optional(),
  isUnkept: z.boolean().optional(),
  revision: z.number(),
});

/** Reads a view's `private_metadata`. @throws when it is not that of a check-in's form */
export const readFormMetadata = (text: string): FormMetadata => formMetadata.parse(JSON.parse(text));

/**
 * The ids of a form's blocks. Slack keeps what was typed for as long as a block's id and its input's stay the same over
 * an update, whatever the update says; under new ids it takes what the update fills in. So these stay while somebody
 * types, and `revision` changes all of them when what is filled in has to win.
 */
export function blockIds(revision: number): BlockIds {
  const mark = revision === 0 ? '' : `~${revision}`;
  return {
    field: (field) => `${field}${mark}`,
    state: (goalId) => `goal:${goalId}${mark}`,
    evidence: (goalId) => `evidence:${goalId}${mark}`,
  };
}

export interface BlockIds {
  field(field: string): string;
  state(goalId: string): string;
  evidence(goalId: string): string;
}
