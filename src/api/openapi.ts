import { z } from 'zod';
import type { RoleKpis } from '../kpis/role-kpis.ts';
import { type ProblemKind, problems } from './problem.ts';
import { bodySchema, mostReadings, problemSchema, readingSchema, storedSchema } from './readings-schema.ts';

export const paths = { readings: '/api/v1/readings', openApi: '/api/v1/openapi.json' } as const;

/** How long a key is remembered, in days: see `forgetApiRequests`. */
const keyDays = 7;

/** What the API takes and answers, from the schemas that its requests are read with: https://spec.openapis.org/oas/v3.1 */
export const openApi = (kpis: RoleKpis) => ({
  openapi: '3.1.1',
  info: {
    title: 'Role Coach',
    version: '1',
    description: 'Readings of KPIs, pushed by systems: CI, a training job, a notebook.',
  },
  security: [{ token: [] }],
  paths: { [paths.readings]: { post: pushOperation(kpis) } },
  components: {
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'Workspace admins make tokens in Slack: /ml-role settings, API tokens.',
      },
    },
    schemas: schemasOf({ Reading: readingSchema, Readings: bodySchema, Stored: storedSchema, Problem: problemSchema }),
  },
});

const pushOperation = (kpis: RoleKpis) => ({
  operationId: 'pushReadings',
  summary: 'Stores readings, all of them or none',
  description: [
    `The body is one reading, or a list of at most ${mostReadings}. Of one person's day the last one counts; all are kept.`,
    `The KPIs: ${kpis.all.map(({ id, target }) => `\`${id}\` (${target.unit})`).join(', ')}.`,
  ].join('\n\n'),
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      description: `Names the request, so that it can be sent again when no answer came: it is stored once. Remembered for ${keyDays} days.`,
      schema: { type: 'string', pattern: keyPattern.source },
    },
  ],
  requestBody: { required: true, content: { 'application/json': { schema: { $ref: reference('Readings') } } } },
  responses: {
    201: {
      description: 'All are stored.',
      headers: {
        'Idempotent-Replayed': {
          description: 'There, and true, where they were stored by an earlier request with this key.',
          schema: { const: 'true' },
        },
      },
      content: { 'application/json': { schema: { $ref: reference('Stored') } } },
    },
    ...Object.fromEntries(pushProblems.map((kind) => [problems[kind].status, problemResponse(problems[kind])])),
  },
});

/** Visible ASCII. */
export const keyPattern = /^[\x21-\x7e]{1,255}$/;

const pushProblems: ProblemKind[] = [
  'no-json',
  'wrong-key',
  'no-token',
  'other-limits',
  'other-method',
  'key-used',
  'too-large',
  'other-format',
  'wrong-readings',
  'failed',
  'no-answer',
];

const problemResponse = ({ status }: { status: number }) => ({
  description: pushProblems
    .flatMap((kind) => (problems[kind].status === status ? `${problems[kind].title}.` : []))
    .join(' '),
  content: { 'application/problem+json': { schema: { $ref: reference('Problem') } } },
});

const reference = (id: string): string => `#/components/schemas/${id}`;

/** Each under its name; one within another is a reference. */
function schemasOf(named: Record<string, z.ZodType>) {
  const registry = z.registry<{ id?: string | undefined }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: reference, io: 'input' });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]));
}
