import { z } from 'zod';
import type { Seen, Topic } from '../../src/team/discussed.ts';

/** The buttons of a one-to-one and of its notes; `name:more` is routed by its name. */
export const topicActions = {
  discussed: 'one-to-one.discussed',
  allDiscussed: 'one-to-one.all-discussed',
  /** Shows what was talked about lately. */
  lately: 'one-to-one.lately',
  bringBack: 'one-to-one.bring-back',
  share: 'one-to-one.share',
  makePrivate: 'one-to-one.make-private',
  edit: 'one-to-one.edit',
  remove: 'one-to-one.delete',
  /** As a file, or as a message where Slack takes none. */
  asText: 'one-to-one.as-text',
} as const;

export const oneToOneView = 'one-to-one.list';
export const noteView = 'one-to-one.note';

/** `note:ID`, or `point:U0BOB 2026-12-01T14:30:00.000Z KEY` of what came up by itself. */
export const topicValue = (topic: Topic): string =>
  'noteId' in topic ? `note:${topic.noteId}` : `point:${seenValue(topic)} ${topic.point}`;

/** Undefined for what none of our buttons carries. */
export function readTopic(value: string): Topic | undefined {
  const [, noteId] = /^note:(.+)$/s.exec(value) ?? [];
  if (noteId !== undefined) return { noteId };
  const [, carried = '', point] = /^point:(\S+ \S+) (.+)$/s.exec(value) ?? [];
  const seen = readSeen(carried);
  return seen && point !== undefined ? { ...seen, point } : undefined;
}

/** `U0BOB 2026-12-01T14:30:00.000Z` */
export const seenValue = ({ personId, seenAt }: Seen): string => `${personId} ${seenAt.toISOString()}`;

/** Undefined for what none of our buttons carries. */
export function readSeen(value: string): Seen | undefined {
  const [, personId, instant = ''] = /^([UW][A-Z0-9]+) (\S+)$/.exec(value) ?? [];
  const seenAt = new Date(instant);
  return personId === undefined || Number.isNaN(seenAt.getTime()) ? undefined : { personId, seenAt };
}

const listMetadata = z.object({
  personId: z.string(),
  showsLately: z.boolean(),
  /** The person's page that it stands upon, to show there what changed. */
  personViewId: z.string().optional(),
});

/** What the page of a one-to-one carries with it. */
export type ListMetadata = z.infer<typeof listMetadata>;

export const readListMetadata = (text: string): ListMetadata => listMetadata.parse(JSON.parse(text));
