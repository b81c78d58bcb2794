import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bob, startApi, type TestApi } from './start-api.ts';

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema }));
const document = z.object({
  openapi: z.string().regex(/^3\.1\./),
  paths: z.object({
    '/api/v1/readings': z.object({
      post: z.object({
        requestBody: z.object({ content }),
        responses: z.record(z.string(), z.object({ content })),
      }),
    }),
  }),
  components: z.object({ schemas: schema }),
});

/** Of what is described, each as it is and as it is not. */
const reading = fc.record(
  {
    person: fc.constantFrom(bob.personId, '', 'bob', 7),
    kpi: fc.constantFrom('latency', 'latency', '', null, 'x'.repeat(101)),
    value: fc.constantFrom(87, '87 ms', 0, 87.5, '', null, true, '1'.repeat(101)),
    measured_on: fc.constantFrom('2026-11-20', '2026-11-20', '20 Nov', '2026-11-20T10:00:00Z', 20),
    note: fc.constantFrom('fine', '', 'x'.repeat(500), '🎉'.repeat(500), 'x'.repeat(501), '🎉'.repeat(501), 1),
    confidence: fc.constantFrom(1, 5, 0, 6, 2.5, '3'),
    team: fc.constantFrom('search'),
  },
  { requiredKeys: [] },
);
/** Most of them right, so that what is wrong is one thing. */
const usually = fc.tuple(reading, fc.nat({ max: 2 })).map(([other, count]) => ({
  ...{ person: bob.personId, kpi: 'latency', value: 87 },
  ...Object.fromEntries(Object.entries(other).slice(0, count)),
}));
const body = fc.oneof(usually, reading, fc.array(usually, { maxLength: 3 }), fc.constantFrom(null, 1, 'latency', {}));

describe('the OpenAPI document', () => {
  const started: { api?: TestApi; token?: string } = {};
  let validate: (part: string) => ValidateFunction;
  let described: z.infer<typeof document>;

  beforeAll(async () => {
    const api = await startApi('sqlite');
    Object.assign(started, { api, token: await api.token({ personId: bob.personId }) }); // whose person may be left out
    const response = await fetch(`${api.url}/api/v1/openapi.json`);
    const served: unknown = await response.json();
    described = document.parse(served);
    const ajv = new Ajv2020({ strict: false, formats: { date: true } });
    ajv.addSchema(Object(served), 'api');
    validate = (part) => {
      const found = ajv.getSchema(`api${part}`);
      if (!found) throw new Error(`nothing is described at ${part}`);
      return found;
    };
  });
  afterAll(() => started.api?.[Symbol.asyncDispose]());

  const push = (what: unknown, headers = {}) => {
    if (!started.api || !started.token) throw new Error('nothing was started');
    return started.api.push(started.token, what, headers);
  };

  test('is served without a token, and its references lead somewhere', () => {
    const references = [...JSON.stringify(described).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
    expect(references.length).toBeGreaterThan(3);
    for (const to of new Set(references)) expect(validate(to)).toBeTypeOf('function');
  });

  test('says of every body whether it is taken', async () => {
    const takes = validate('#/components/schemas/Readings');
    const seen = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(body, async (some) => {
        const { status } = await push(JSON.stringify(some));
        seen[status === 201 ? 'taken' : 'refused']++;
        expect({ some, status }).toEqual({ some, status: takes(some) ? 201 : 422 });
      }),
      { numRuns: 400 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(20);
  });

  test('and how many a list may have', () => {
    const takes = validate('#/components/schemas/Readings');
    const many = (length: number) => Array.from({ length }, () => ({ kpi: 'latency', value: 1 }));
    expect([0, 1, 1000, 1001].map((length) => takes(many(length)))).toEqual([false, true, true, false]);
  });

  test.each([
    [201, { person: bob.personId, kpi: 'latency', value: 87 }, {}],
    [400, '{', {}],
    [401, '{}', { authorization: 'Bearer rc_unknown' }],
    [415, '{}', { 'content-type': 'text/plain' }],
    [422, {}, {}],
  ])('describes the answer with %i', async (status, sent, headers) => {
    const answer = await push(sent, headers);
    const type = answer.headers.get('content-type') ?? '';
    const place = described.paths['/api/v1/readings'].post.responses[String(status)]?.content[type]?.schema['$ref'];
    expect(answer.status).toBe(status);
    expect(validate(String(place))(answer.body)).toBe(true);
  });
});
