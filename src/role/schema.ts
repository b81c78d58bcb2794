import { z } from 'zod';

/**
 * What a role file holds: one key for each topic, under the name that is typed after the command. A topic is a list of
 * parts with entries, or (KPIs, soft skills) of entries alone. Lengths keep to what Slack shows in a menu or a header.
 */

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens, like "day-30"')
  .max(40)
  .describe(
    'A stable name: what people type, what other entries link to and what the database keeps. Never reuse one.',
  );
const title = z.string().trim().min(1).max(75);
const phrase = z.string().trim().min(1).max(120);
const text = z.string().trim().min(1).max(600);
const aliases = z.array(z.string().trim().min(1).max(40)).default([]).describe('Other names that people may type');
const ids = z.array(id).min(1).max(8);

const point = z.strictObject({ title: title.optional(), text });
const named = z.strictObject({ id, title, aliases });

/** Which topic the ids of each kind of link belong to. */
export const linkTopics = {
  responsibilities: 'responsibilities',
  goals: 'milestones',
  kpis: 'kpis',
  skills: 'skills',
  deliverables: 'deliverables',
  stakeholders: 'stakeholders',
  escalation: 'stakeholders',
  risks: 'risks',
} as const;
export type LinkKind = keyof typeof linkTopics;

const everyLink = z.strictObject({
  responsibilities: ids,
  goals: ids,
  kpis: ids,
  skills: ids,
  deliverables: ids,
  stakeholders: ids,
  escalation: ids,
  risks: ids,
} satisfies Record<LinkKind, unknown>);
const links = everyLink.partial();
export const linkKinds = everyLink.keyof().options;

const responsibility = named.extend({ text, links: links.default({}) });
const deliverable = named.extend({ text, links: links.default({}) });
const stakeholder = named.extend({ text });
const risk = named.extend({ text, helps: text.describe('What helps once this is in the way') });

const goal = named.extend({
  text,
  'first-step': text.describe('The first thing to do, in the second person'),
  ask: text.describe('What to ask the stakeholders for when it is blocked'),
  links: links.required({ kpis: true, deliverables: true, stakeholders: true, escalation: true, risks: true }),
});

/** What an unwritten at-risk bound becomes: ours, a tenth past the target. */
export const bandPercent = 10;

const unit = z.enum(['count', 'percent', 'milliseconds', 'minutes', 'hours', 'days', 'currency', 'points', 'index']);
const range = z.strictObject({ from: z.number(), to: z.number() }).refine(({ from, to }) => from <= to, {
  error: 'expected "from" to be at most "to"',
});
const betterWhen = z.enum(['higher', 'lower']);
const changeBounds = z.strictObject({
  'on-target': z.number().describe('Percent against the baseline; -30 is 30 % less'),
  'at-risk': z.number().optional(),
});

/** Also what a target that somebody sets is stored as. */
export const targetSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('fixed'),
      unit,
      direction: betterWhen,
      text: phrase,
      'on-target': z.number(),
      'at-risk': z
        .number()
        .optional()
        .describe(`The other end of the range; left out, a band of ${bandPercent} percent is used and said to be ours`),
    })
    .describe('One bound or a range: at or past on-target is on target, up to at-risk is at risk, beyond is off'),
  z
    .strictObject({
      kind: z.literal('within'),
      unit,
      direction: z.literal('within'),
      text: phrase,
      'on-target': range,
      'at-risk': range.optional(),
    })
    .describe('A corridor: inside on-target is on target, inside at-risk is at risk, outside is off'),
  z
    .strictObject({
      kind: z.literal('relative'),
      unit,
      direction: betterWhen,
      text: phrase,
      change: changeBounds,
      months: range.optional().describe('How many months the change may take'),
    })
    .describe('A change against a baseline, which is asked for with the first reading'),
  z
    .strictObject({ kind: z.literal('to-be-agreed'), unit, direction: betterWhen, text: phrase })
    .describe('No figure yet: the person and their manager set one'),
]);
export type Target = z.infer<typeof targetSchema>;

/** How often a reading is asked for; `event`: when somebody says that it happened. */
const cadence = z.enum(['weekly', 'sprint', 'monthly', 'quarterly', 'event']);
export type Cadence = z.infer<typeof cadence>;

const kpi = named.extend({
  measures: text,
  why: text,
  target: targetSchema,
  frequency: phrase.describe('How often it is looked at, in the words of the role'),
  cadence: cadence.describe('How often a reading is asked for'),
  reminder: text.optional().describe('What to keep in mind whenever this number is read'),
  links: links.required({ responsibilities: true, goals: true, stakeholders: true, risks: true }),
});

const skill = named.extend({ importance: phrase, use: text, includes: text });
const softSkill = named.extend({ why: text, 'on-the-job': text, strong: text });
const tool = named.extend({ use: phrase, adoption: phrase });

const note = z.strictObject({ id: id.optional(), title, aliases, text });
const topicHead = {
  intro: text.optional(),
  notes: z.array(note).default([]).describe('What holds for the whole topic; one with an id can be asked for'),
};
const flat = <Entry extends z.ZodType>(entry: Entry) =>
  z.strictObject({ ...topicHead, entries: z.array(entry).min(1) });
const part = <Id extends z.ZodType<string>, Entry extends z.ZodType>(partId: Id, entry: Entry) =>
  z.strictObject({ id: partId, title, aliases, intro: text.optional(), entries: z.array(entry).min(1) });
const grouped = <Entry extends z.ZodType>(entry: Entry) =>
  z.strictObject({ ...topicHead, parts: z.array(part(id, entry)).min(1) });

const milestone = z.enum(['day-30', 'day-60', 'day-90', 'month-6', 'month-12', 'long-term']);

/** A role file, key by key. What one entry says of another is checked in `checkRole`. */
export const roleSchema = z.strictObject({
  id,
  title,
  summary: grouped(point),
  mission: grouped(point),
  responsibilities: grouped(responsibility),
  activities: grouped(point),
  deliverables: grouped(deliverable),
  milestones: z.strictObject({ ...topicHead, parts: z.array(part(milestone, goal)).min(1) }),
  kpis: flat(kpi),
  skills: grouped(skill),
  'soft-skills': flat(softSkill),
  tools: grouped(tool),
  environment: grouped(point),
  stakeholders: grouped(stakeholder),
  decisions: grouped(point),
  qualifications: grouped(point),
  career: grouped(point),
  risks: grouped(risk),
  variants: grouped(point),
  'ai-impact': grouped(point),
  hiring: grouped(point),
  scorecard: grouped(point),
});

export type Role = z.infer<typeof roleSchema>;
