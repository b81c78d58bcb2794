import type { z } from 'zod';
import { type EntryError, Problem } from './problem.ts';
import { fields, mostReadings, readingSchema, type SentReading } from './readings-schema.ts';

/** A reading in the body, and where it stands in it: `/3`, or nothing where the body is one reading. */
export interface Sent {
  at: string;
  reading: SentReading;
}

/** The readings of a body that have the right shape, and what is wrong with the others. @throws {Problem} none or too many */
export function readReadings(body: unknown): { sent: Sent[]; errors: EntryError[] } {
  const entries = Array.isArray(body) ? body : [body];
  if (entries.length === 0 || entries.length > mostReadings) {
    const detail = `A request brings 1 to ${mostReadings} readings, and this one ${entries.length}.`;
    throw new Problem('wrong-readings', detail, { errors: [{ pointer: '', detail }] });
  }
  const sent: Sent[] = [];
  const errors: EntryError[] = [];
  for (const [index, entry] of entries.entries()) {
    const at = Array.isArray(body) ? `/${index}` : '';
    const read = readingSchema.safeParse(entry);
    if (read.success) sent.push({ at, reading: read.data });
    else errors.push(...read.error.issues.flatMap((issue) => errorsOf(issue, at, entry)));
  }
  return { sent, errors };
}

function errorsOf(issue: z.core.$ZodIssue, at: string, entry: unknown): EntryError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: `${at}/${escaped(key)}`,
      detail: `A reading has no such field. It has ${[...fields.keys()].join(', ')}.`,
    }));
  const field = String(issue.path[0] ?? '');
  const known = fields.get(field);
  if (!known) return [{ pointer: at, detail: 'A reading is an object with at least a kpi and a value.' }];
  const detail = isMissing(entry, field) ? `This is missing: ${known.is}.` : `This is not ${known.is}.`;
  return [{ pointer: `${at}/${field}`, detail, example: known.example }];
}

const isMissing = (entry: unknown, field: string): boolean =>
  typeof entry === 'object' && entry !== null && !Object.hasOwn(entry, field);

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
