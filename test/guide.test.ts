import type { Block, HeaderBlock } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRole } from '../src/role/load-role.ts';
import { startTestCoach, type TestCoach } from './support/coach.ts';
import type { TestPage } from './support/page.ts';

let coach: TestCoach;
let joel: TestPage;

beforeAll(async () => {
  coach = await startTestCoach();
  joel = await coach.page('Joel');
});
afterAll(() => coach[Symbol.asyncDispose]());

const isHeader = (block: Block | undefined): block is HeaderBlock => block?.type === 'header';

const heading = ({ blocks: [first] }: { blocks: readonly Block[] }): string =>
  isHeader(first) ? first.text.text : `no header, but ${first?.type}`;

describe('/ml-role in a channel', () => {
  test('answers the one who asked, and nobody else', async () => {
    const answer = await joel.asks('/ml-role kpis', joel.channel);
    expect(answer).toMatchObject({ ephemeral: true, conversation: joel.channel });
    expect(answer.blocks.find(({ type }) => type === 'table')).toMatchObject({ rows: { length: 19 } });
    const priya = await coach.page('Priya');
    expect(priya.state.messages.filter(({ author }) => author.kind === 'bot')).toEqual([]);
  });

  test('lists every topic as it is typed, with nothing after it and with help', async () => {
    for (const typed of ['/ml-role', '/ml-role help']) {
      const { text } = await joel.asks(typed, joel.channel);
      expect(text).toContain('/ml-role soft-skills');
      expect(text).toContain('/ml-role scorecard');
    }
  });

  test('help begins with what one can do, and the role comes after it', async () => {
    const { text } = await joel.asks('/ml-role help', joel.channel);
    const at = ['onboard @person', 'checkin', 'settings', 'soft-skills'].map((word) =>
      text.indexOf(`/ml-role ${word}`),
    );
    expect(at).toEqual([...at].sort((one, other) => one - other));
    expect(at[0]).toBeGreaterThan(-1);
  });

  test('buttons and menus move between topic, part and entry in the same message', async () => {
    const topic = await joel.asks('/ml-role responsibilities', joel.channel);
    await joel.presses(topic, 'Technical');
    const part = await joel.reply();
    expect(heading(part)).toBe('Responsibilities: Technical');
    await joel.presses(part, 'KPIs');
    const kpis = await joel.reply();
    await joel.presses(kpis, 'Inference latency (p95)');
    const latency = await joel.reply();
    expect(heading(latency)).toBe('Inference latency (p95)');
    await joel.presses(latency, 'Back to KPIs');
    const back = await joel.reply();
    expect(heading(back)).toBe('KPIs');
    expect(new Set([part, kpis, latency, back].map(({ ts }) => ts))).toEqual(new Set([topic.ts]));
  });

  test('any odd input gets an answer, and never an error from inside', async () => {
    const odd = [
      'kpis @Mira Lindqvist',
      '<script>',
      '"; drop table',
      '\u0007\u0000',
      '🙂🙂',
      'سؤال',
      '质量',
      '%s %d',
      'x'.repeat(3000),
      '*_~`>',
      '-1',
      'null',
    ];
    for (const typed of odd) {
      expect((await joel.asks(`/ml-role ${typed}`, joel.channel)).text).not.toMatch(
        /went wrong|undefined|\[object|Error/,
      );
    }
  });

  test('what somebody typed is repeated as text that does nothing', async () => {
    const answer = await joel.asks('/ml-role <!channel> & <https://x.y|z> :tada:', joel.channel);
    expect(answer.text).not.toMatch(/<!|<http/);
    const repeated = answer.blocks.filter(({ type }) => type !== 'context');
    expect(JSON.stringify(repeated)).not.toMatch(/"type":"(link|user|broadcast|emoji|mrkdwn)"|"emoji":true/);
    expect(heading(answer)).toContain(':tada:');
  });

  test('help and a topic is that topic', async () => {
    expect(heading(await joel.asks('/ml-role help kpis', joel.channel))).toBe('KPIs');
  });

  test('an answer to a near miss says so, to screen readers too', async () => {
    expect((await joel.asks('/ml-role kpsi', joel.channel)).text).toContain('The closest to “kpsi”');
  });
});

describe('a message to the bot', () => {
  test('is answered as if it stood after the command', async () => {
    const answer = await joel.asks('what are my KPIs?');
    expect(answer).toMatchObject({ ephemeral: false, conversation: joel.dm });
    expect(heading(answer)).toBe('KPIs');
  });

  test('never meets silence, even two within a second', async () => {
    await Promise.all([joel.types('latency'), joel.types('xyzzy')]);
    expect([heading(await joel.reply()), heading(await joel.reply())].sort()).toEqual([
      'Inference latency (p95)',
      '“xyzzy”',
    ]);
  });

  test('never meets silence, even ten at once: each is answered, one a second', { timeout: 30_000 }, async () => {
    const asked = [
      'kpis',
      'skills',
      'tools',
      'risks',
      'career',
      'hiring',
      'mission',
      'summary',
      'variants',
      'decisions',
    ];
    await Promise.all(asked.map((text) => joel.types(text)));
    const answers = [];
    for (const _ of asked) answers.push(await joel.reply());
    expect(answers.filter(({ text }) => text.includes('went wrong'))).toEqual([]);
    expect(new Set(answers.map(heading)).size).toBe(10);
  });

  test('its answers have buttons that work', async () => {
    const answer = await joel.asks('milestones');
    await joel.presses(answer, 'Day 30');
    expect(await joel.reply()).toMatchObject({ ts: answer.ts, ephemeral: false });
  });
});

describe('the Home tab', () => {
  test('shows the role at a glance, and opens each topic as a modal with a way on and back', async () => {
    await joel.does({ kind: 'open-home' });
    const home = await joel.home();
    const headings = home.blocks.filter(({ type }) => type === 'header').map((header) => heading({ blocks: [header] }));
    expect(headings).toEqual(['Your first year, step by step', 'Machine Learning Specialist']);
    await joel.presses(home, 'KPIs');
    const [kpis] = await joel.modals();
    if (!kpis) throw new Error('no modal');
    expect(heading(kpis)).toBe('KPIs');
    await joel.presses(kpis, 'Data drift rate');
    const [drift, ...deeper] = await joel.modals();
    if (!drift) throw new Error('no modal');
    expect([heading(drift), deeper, drift.id]).toEqual(['Data drift rate', [], kpis.id]);
    await joel.does({ kind: 'close', viewId: drift.id });
    expect(await joel.modals()).toEqual([]);
  });
});

describe('the search shortcut', () => {
  test('opens a search, shows what it found, and opens a result on top of it', async () => {
    await joel.does({ kind: 'shortcut', callbackId: 'search' });
    const [search] = await joel.modals();
    if (!search) throw new Error('no modal');
    await joel.submits(search, { words: { typed: { type: 'plain_text_input', value: 'data drift' } } });
    const [found] = await joel.modals();
    if (!found) throw new Error('no modal');
    await joel.presses(found, 'Data drift rate');
    const stack = await joel.modals();
    expect(stack.map(heading)).toEqual(['no header, but input', 'Data drift rate']);
    const top = stack[1];
    if (!top) throw new Error('no modal');
    // searching again from there never runs out of the three modals that Slack stacks
    await joel.presses(top, 'Search');
    expect(await joel.modals()).toHaveLength(2);
  });
});

test('with another role nothing of this one is left', async () => {
  await using other = await startTestCoach({ role: loadRole('test/roles/barista.yaml') });
  const page = await other.page('Joel');
  for (const typed of ['', 'kpis', 'milk', 'help', 'kpis latency', 'what do I need?']) {
    const { text } = await page.asks(`/ml-role ${typed}`);
    expect(text.replaceAll('/ml-role', '')).not.toMatch(/machine learning|model|\bML\b/i);
  }
});
