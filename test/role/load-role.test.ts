import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { roleJsonSchema } from '../../src/role/json-schema.ts';
import { loadRole, parseRole } from '../../src/role/load-role.ts';
import type { Outline } from '../../src/role/outline.ts';
import type { TopicName } from '../../src/role/topics.ts';
import { builtInRole, roleFile, roleSource } from '../support/roles.ts';

const entriesOf = (outline: Outline, topic: TopicName) =>
  outline.get(topic)?.parts.flatMap(({ entries }) => entries) ?? [];
const sizes = (outline: Outline, topic: TopicName) => outline.get(topic)?.parts.map(({ entries }) => entries.length);

describe('the built-in role', () => {
  const { outline } = builtInRole();

  test.each<[TopicName, number[]]>([
    ['responsibilities', [4, 4, 6, 4, 2, 2]],
    ['activities', [5, 5, 4, 5, 4]],
    ['deliverables', [7, 5, 4]],
    ['milestones', [5, 4, 4, 4, 4, 3]],
    ['kpis', [18]],
    ['skills', [6, 5, 4, 4]],
    ['soft-skills', [8]],
  ])('has every entry of %s: %j', (topic, counts) => {
    expect(sizes(outline, topic)).toEqual(counts);
  });

  test('has 36 tools, four tiers of decisions and 8 interview dimensions', () => {
    expect(entriesOf(outline, 'tools')).toHaveLength(36);
    expect(outline.get('decisions')?.parts).toHaveLength(4);
    expect(outline.get('hiring')?.parts.at(-1)?.entries).toHaveLength(8);
  });

  test('says for each goal whom to talk to, what to produce, which KPI it moves and what gets in the way', () => {
    const goals = entriesOf(outline, 'milestones');
    expect(goals).toHaveLength(24);
    for (const kind of ['stakeholders', 'deliverables', 'kpis', 'risks', 'escalation'] as const) {
      expect(goals.filter(({ links }) => (links[kind] ?? []).length === 0)).toEqual([]);
    }
  });

  test('says for each risk what then helps', () => {
    const risks = entriesOf(outline, 'risks');
    expect(risks).toHaveLength(25);
    expect(risks.filter(({ facts }) => !facts.some(({ name }) => name === 'helps'))).toEqual([]);
  });

  test('has nothing of the committed JSON Schema out of date (npm run role-schema)', () => {
    expect(readFileSync('roles/role.schema.json', 'utf8')).toBe(roleJsonSchema());
  });
});

describe('a role file with a mistake', () => {
  const broken = (from: string | RegExp, to: string) => () => parseRole(roleSource().replace(from, to), roleFile);

  test('names the file, the path and what was expected', () => {
    expect(broken('on-target: 100', 'on-target: fast')).toThrow(
      /machine-learning-specialist\.yaml is not a role that can be used:\n {2}kpis\.entries\[10 "latency"\]\.target\.on-target: .*expected number/,
    );
  });

  test('is told of a link that leads nowhere', () => {
    expect(broken('kpis: [online-impact]', 'kpis: [no-such-kpi]')).toThrow(
      /responsibilities\.parts\[0 "strategic"\]\.entries\[0 "opportunities"\]\.links\.kpis\[0\]: the id of an entry of kpis, not "no-such-kpi"/,
    );
  });

  test('is told of an id that stands twice', () => {
    expect(broken('id: cycle-time', 'id: shipped')).toThrow(
      /kpis\.entries\[1 "shipped"\]\.id: an id that kpis does not have yet, not "shipped" again/,
    );
  });

  test('is told of a key that nobody knows', () => {
    expect(broken('frequency: Monthly', 'frequencey: Monthly')).toThrow(
      /frequency: is missing, expected string[\s\S]*\[1 "cycle-time"\]: expected no key called "frequencey"/,
    );
  });

  test('is told of all its mistakes at once', () => {
    const twice = roleSource().replace('on-target: 100', 'on-target: fast').replace('id: cycle-time', 'id: Cycle Time');
    expect(() => parseRole(twice, roleFile)).toThrow(/entries\[1 "Cycle Time"\]\.id: expected lower-case words/);
    expect(() => parseRole(twice, roleFile)).toThrow(/on-target: .*expected number/);
  });

  test('is told when it is no YAML, no role, or not there', () => {
    expect(() => parseRole('a: [', 'x.yaml')).toThrow(/x\.yaml is not valid YAML:\n[\s\S]*1/);
    expect(() => parseRole('title: X', 'x.yaml')).toThrow(/x\.yaml is not a role/);
    expect(() => parseRole('', 'x.yaml')).toThrow(/x\.yaml is not valid YAML/);
    expect(() => loadRole('no/such.yaml')).toThrow(/no\/such\.yaml cannot be read \(ENOENT\)\. Set ROLE_FILE/);
  });
});

test('another role is another file', () => {
  const { title, outline } = loadRole('test/roles/barista.yaml');
  expect(title).toBe('Barista');
  expect(outline.size).toBe(20);
});
