import { describe, expect, test } from 'vitest';
import { finder } from '../../src/role/find.ts';
import { placesOf } from '../../src/role/places.ts';
import { topicNames, topics } from '../../src/role/topics.ts';
import { builtInRole } from '../support/roles.ts';

const places = placesOf(builtInRole().outline);
const find = finder(places);

const led = (typed: string): string => {
  const found = find(typed);
  if (found.kind === 'place') return found.place.command;
  return found.kind === 'several' ? `several: ${found.places.map(({ command }) => command).join(', ')}` : found.kind;
};

describe('what people type finds', () => {
  test.each([
    // a topic by its name, its singular, an alias, in any case and with stray spaces
    ['kpis', 'kpis'],
    ['KPI', 'kpis'],
    ['  metrics ', 'kpis'],
    ['soft skills', 'soft-skills'],
    ['SOFT-SKILLS', 'soft-skills'],
    ['AI impact', 'ai-impact'],
    ['goals', 'milestones'],
    ['responsibility', 'responsibilities'],
    // a near miss
    ['responsabilities', 'responsibilities'],
    ['kpsi', 'kpis'],
    ['milstoens', 'milestones'],
    ['stakholders', 'stakeholders'],
    ['latncy', 'kpis latency'],
    // a part or an entry, with its topic or alone
    ['responsibilities technical', 'responsibilities technical'],
    ['responsability tech', 'responsibilities technical'],
    ['skills advanced', 'skills advanced'],
    ['milestones 30', 'milestones day-30'],
    ['day 60', 'milestones day-60'],
    ['kpis latency', 'kpis latency'],
    ['kpi p95', 'kpis latency'],
    ['latency', 'kpis latency'],
    ['drift', 'kpis drift'],
    ['mttr', 'kpis mttr'],
    ['python', 'skills python'],
    ['mlflow', 'tools mlflow'],
    // a question, with a slip in it or in another language too
    ['what are my KPIs?', 'kpis'],
    ['waht are the KPIs', 'kpis'],
    ['whta are the risks', 'risks'],
    ['wich kpi is most important', 'kpis'],
    ['Was sind meine KPIs?', 'kpis'],
    ['what tools do we use', 'tools'],
    ['whats expected of me', 'milestones'],
    ['What is expected of me in my first 30 days?', 'milestones day-30'],
    ['What do I have to do in the first week?', 'milestones day-30'],
    ['first 90 days', 'milestones day-90'],
    ['what should I do today?', 'activities daily'],
    ['what gets in the way?', 'risks'],
    ['I am stuck with data leakage, what can I do?', 'risks leakage'],
    ['how is latency measured?', 'kpis latency'],
    ['what does success look like?', 'milestones success'],
    ['am I doing well?', 'milestones success'],
    ['high performance', 'milestones high-performance'],
    ['who decides about a deployment?', 'topic-only'],
    ['How do I get promoted?', 'career'],
    ['who do I talk to about privacy', 'stakeholders security'],
    ['soft skils', 'soft-skills'],
    ['kpis kpis', 'kpis'],
    // formatting, quotes, other forms of the same letters
    ['*kpis*', 'kpis'],
    ['“kpis”', 'kpis'],
    ['`kpis`', 'kpis'],
    ['ＫＰＩＳ', 'kpis'],
    ['kpís', 'kpis'],
    // nothing
    ['hello', 'small-talk'],
    ['can you help me', 'small-talk'],
    ['thank you', 'small-talk'],
    ['xyzzy', 'nothing'],
    ['кпи', 'nothing'],
    ['', 'nothing'],
    ['🙂', 'nothing'],
    ['who made you', 'nothing'],
    ['channel', 'nothing'],
    ['settings', 'nothing'],
    ['vacation', 'nothing'],
    ['what is the salary?', 'nothing'],
    ['day 45', 'nothing'],
  ])('%j: %s', (typed, command) => {
    expect(led(typed)).toBe(command);
  });

  test('a name that several topics have as a choice', () => {
    expect(led('documentation')).toBe(
      'several: responsibilities documentation, kpis documentation, tools documentation',
    );
  });

  test('a topic whose part nobody knows, with what was not found', () => {
    expect(find('kpis xyzzy')).toMatchObject({ kind: 'topic-only', rest: 'xyzzy', topic: { command: 'kpis' } });
  });

  test('every topic by each of its names', () => {
    for (const name of topicNames) {
      for (const alias of [name, topics[name].title, ...topics[name].aliases])
        expect([alias, led(alias)]).toEqual([alias, name]);
    }
  });

  test('every place by its own command, without a doubt', () => {
    for (const { command } of places.values())
      expect(find(command)).toMatchObject({ kind: 'place', near: false, place: { command } });
  });
});
