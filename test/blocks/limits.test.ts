import { describe, expect, test } from 'vitest';
import type { Message } from '../../blocks/kit.ts';
import { asModal, failed, fromOlderVersion } from '../../blocks/problem.ts';
import { answerModal, searchModal } from '../../blocks/views.ts';
import { makeGuide } from '../../src/guide.ts';
import { checkMessageBlocks, checkView } from '../../src/local/checks/block-check.ts';
import { type LoadedRole, loadRole } from '../../src/role/load-role.ts';
import { placesOf } from '../../src/role/places.ts';
import { builtInRole, tenfoldRole } from '../support/roles.ts';

const mostCharacters = 13_000;

/** Every string that a person sees in some blocks. */
function shown(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shown);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : shown(inner),
  );
}

/** Every answer that can be reached from the topics by typing the commands that the answers name. */
function everyAnswer(role: LoadedRole): Map<string, Message> {
  const guide = makeGuide(role);
  const answers = new Map<string, Message>();
  const open = ['', 'help', 'search', 'search data', 'xyzzy', 'documentation', ...placesOf(role.outline).keys()];
  for (let typed = open.pop(); typed !== undefined; typed = open.pop()) {
    if (answers.has(typed)) continue;
    const answer = guide.answer(typed);
    answers.set(typed, answer);
    const next = /^(.*) (\d+)$/;
    for (const value of JSON.stringify(answer.blocks).match(/(?<="value":")[^"]+/g) ?? []) {
      if (next.test(value)) open.push(value);
    }
  }
  return answers;
}

const roles: [string, () => LoadedRole][] = [
  ['the built-in role', builtInRole],
  ['parts ten times as long', () => tenfoldRole('entries')],
  ['ten times as many parts', () => tenfoldRole('parts')],
  ['a short role', () => loadRole('test/roles/barista.yaml')],
];

describe.each(roles)('with %s', (_, load) => {
  const role = load();
  const answers = everyAnswer(role);

  test('every answer is one that Slack takes, as a message', () => {
    for (const [typed, { blocks, text }] of answers) {
      expect([typed, checkMessageBlocks(blocks)]).toEqual([typed, []]);
      expect([typed, shown(blocks).join('').length <= mostCharacters, text.length > 0 && text.length <= 4000]).toEqual([
        typed,
        true,
        true,
      ]);
    }
  });

  test('every answer is one that Slack takes, as a modal', () => {
    for (const [typed, answer] of answers) expect([typed, checkView(answerModal(answer))]).toEqual([typed, []]);
    const guide = makeGuide(role);
    for (const view of [
      guide.home,
      searchModal(),
      searchModal(guide.search('data')),
      searchModal(guide.search('xyzzy')),
    ]) {
      expect(checkView(view)).toEqual([]);
    }
  });

  test('everything that the role file says can be read in some answer', () => {
    const read = new Set([...answers.values()].flatMap(({ blocks }) => shown(blocks))); // much is in several
    const everything = [...read].join('\n');
    const facts = [...role.outline.values()].flatMap(({ intro, notes, parts }) => [
      intro,
      ...notes.flatMap(({ title, text }) => [title, text]),
      ...parts.flatMap((part) => [
        part.title,
        part.intro,
        ...part.entries.flatMap((entry) => [
          entry.title,
          entry.text,
          entry.target?.text,
          ...entry.facts.map(({ text }) => text),
        ]),
      ]),
    ]);
    const missing = [...new Set(facts)].filter((fact) => fact !== undefined && !everything.includes(fact));
    expect(missing).toEqual([]);
  });
});

test('problems are messages and modals that Slack takes', () => {
  for (const message of [failed('4F2A'), fromOlderVersion()]) {
    expect(checkMessageBlocks(message.blocks)).toEqual([]);
    expect(checkView(asModal(message))).toEqual([]);
  }
});

describe('the KPI table', () => {
  const guide = makeGuide(builtInRole());

  test('shows all 18 rows at once', () => {
    const tables = guide.answer('kpis').blocks.filter((block) => block.type === 'table');
    expect(tables).toHaveLength(1);
    expect(tables[0]?.rows).toHaveLength(19);
  });

  test('is followed by what to ask next', () => {
    expect(guide.answer('kpis').text).toMatch(/Ask next: `\/ml-role kpis \w+`/);
  });
});

describe('a topic that does not fit one message', () => {
  const guide = makeGuide(tenfoldRole('entries'));

  test('names its parts as commands', () => {
    expect(guide.answer('skills').text).toContain('/ml-role skills advanced');
  });

  test('has the rest of a long part on numbered pages, each reached from the one before', () => {
    const first = guide.answer('skills advanced');
    expect(JSON.stringify(first.blocks)).toContain('/ml-role skills advanced 2');
    expect(guide.answer('skills advanced 2').text).toContain('page 2 of');
    expect(guide.answer('skills advanced 999').text).not.toBe(first.text);
  });
});
