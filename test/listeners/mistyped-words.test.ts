import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGuide } from '../../src/guide.ts';
import { findMistyped } from '../../src/listeners/mistyped-words.ts';
import { words } from '../../src/listeners/words.ts';
import { findCurrentPlan } from '../../src/store/plans.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { buttonsOf } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';

const guide = makeGuide(builtInRole());

describe('a slip of the keys in a word', () => {
  test.each([
    ['setings', 'settings', ''],
    ['progres', 'progress', ''],
    ['Progres <@U123|joel>', 'progress', '<@U123|joel>'],
    ['/ml-role chekin', 'checkin', ''],
    ['chek-in', 'checkin', ''],
    ['one to one <@U123|joel>', 'one-to-one', '<@U123|joel>'],
    ['one on one', 'one-on-one', ''],
  ])('that only shows something is that word: %j', (typed, word, rest) => {
    const found = findMistyped(typed, guide);
    expect(found).toEqual({ route: words.get(word), rest });
  });

  test.each(['onbord', 'onborad', 'offbord <@U123|joel>', 'resum', 'puase <@U123> until 2027-01-04'])(
    'that changes something is none of these: %j',
    (typed) => {
      const found = findMistyped(typed, guide);
      expect(found).toBeDefined();
      expect([...words.values()]).not.toContain(found?.route);
    },
  );

  test.each([
    'onboarding', // a name of the milestones
    'progression', // and of the career
    'kpsi',
    'risks',
    'team',
    'progres is slow this week',
    'pose',
    '',
    'x'.repeat(3000),
    '🙂',
  ])('is not seen in %j', (typed) => {
    expect(findMistyped(typed, guide)).toBeUndefined();
  });
});

describe('what changes something, with a slip of the keys', () => {
  let coach: TestCoach;
  beforeAll(async () => {
    coach = await startTestCoach({ at: '2026-11-25T10:00:00Z' });
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  test('is done once whoever typed it has said so, and not before', async () => {
    const mira = await coach.page('Mira');
    const joel = await coach.page('Joel');
    const planOfJoel = () => findCurrentPlan(coach.db, { workspaceId: 'T0NORTHWND', personId: joel.state.me });
    const asked = await mira.asks('/ml-role onbord @Joel Park 2026-11-30', mira.channel);
    expect(asked.text).toContain('Did you mean /ml-role onboard? Nothing has changed yet.');
    expect(buttonsOf(asked)).toEqual(['Yes, onboard']);
    expect(await planOfJoel()).toBeUndefined();
    await mira.presses(asked, 'Yes, onboard');
    const started = await mira.reply();
    expect(started.ts).toBe(asked.ts); // takes the place of the question
    expect(await planOfJoel()).toMatchObject({ manager_id: mira.state.me, starts_on: '2026-11-30' });
  });

  test('opens its form where it needs one, from the direct message, too', async () => {
    const mira = await coach.page('Mira');
    await mira.presses(await mira.asks('onbord'), 'Yes, onboard');
    expect((await mira.topModal()).callback_id).toBe('plan.onboard');
  });

  test('carries nothing but a word', async () => {
    await using slack = await rawSlack(coach);
    expect((await slack.presses('U0MIRA', 'words.run', 'kpis')).text).toContain('no longer there');
  });
});
