import { z } from 'zod';
import { longestNote } from '../kpis/read-entry.ts';

/** How many readings one request may bring. */
export const mostReadings = 1000;

const isShort = (text: string): boolean => Array.from(text).length <= longestNote;

/** The shape of one reading as it is pushed; what a KPI, a person and a value may be is looked up after that. */
export const readingSchema = z
  .strictObject({
    person: z
      .string()
      .regex(/^[UW][A-Z0-9]{1,20}$/)
      .optional()
      .meta({
        description:
          "Whose it is: their member id in Slack. May be left out where the token is for one person's alone.",
        examples: ['U0123ABCD'],
      }),
    kpi: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: 'The KPI, by its id.', examples: ['latency'] }),
    value: z.union([z.number(), z.string().min(1).max(100)]).meta({
      description: "A number in the KPI's own unit, or a text with a unit, as people write it.",
      examples: [87, '0.09 s'],
    }),
    measured_on: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional()
      .meta({
        description: "The person's day, not after today; today where it is left out.",
        examples: ['2026-11-20'],
        format: 'date',
      }),
    note: z.string().refine(isShort).optional().meta({ description: 'What to know about it.', maxLength: longestNote }),
    confidence: z.int().min(1).max(5).optional().meta({ description: 'How sure whoever measured it is: 1 to 5.' }),
  })
  .meta({ description: 'One dated value of a KPI for one person.' });

export type SentReading = z.infer<typeof readingSchema>;

/** What is posted: one reading, or a list of them. */
export const bodySchema = z.union([readingSchema, z.array(readingSchema).min(1).max(mostReadings)]);

export const storedSchema = z.strictObject({
  stored: z.int().meta({ description: 'How many.' }),
  ids: z.array(z.string()).meta({ description: 'What they are called here, in the order of the request.' }),
});

export type StoredReadings = z.infer<typeof storedSchema>;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'Where in the body: a JSON pointer.', examples: ['/3/value'] }),
          detail: z.string(),
          example: z.union([z.string(), z.number()]).optional(),
        }),
      )
      .max(100)
      .optional(),
  })
  .meta({ description: 'What is wrong, as in RFC 9457. Nothing of the request was stored.' });

/** What each field is, and what would be right there. */
export const fields: ReadonlyMap<string, { is: string; example: string | number }> = new Map([
  ['person', { is: 'a member id of Slack', example: 'U0123ABCD' }],
  ['kpi', { is: 'the id of a KPI', example: 'latency' }],
  ['value', { is: 'a number, or a text of at most 100 characters that starts with one', example: 87 }],
  ['measured_on', { is: 'a day, written as year, month and day', example: '2026-11-20' }],
  ['note', { is: `a text of at most ${longestNote} characters`, example: 'after the cache fix' }],
  ['confidence', { is: 'a whole number from 1 to 5', example: 4 }],
]);
