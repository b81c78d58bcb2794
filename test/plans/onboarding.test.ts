import { describe, expect, test } from 'vitest';
import type { PageMessage } from '../../src/local/protocol.ts';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';

const priya = '<@U0PRIYA0000>';

/** What a message says, its people by their ids. */
const said = ({ text }: PageMessage): string => text;

describe.each(databases)('onboarding on %s', (database) => {
  test('a command with a date starts a plan, says what comes when, and the person is welcomed', async () => {
    await using coach = await startTestCoach({ database, at: '2026-11-25T10:00:00Z' });
    const mira = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    const answer = await mira.asks('/ml-role onboard @Priya Nair 2026-11-30');
    expect(said(answer)).toContain('Day 30, Wed 30 Dec');
    expect(said(answer)).toContain('Month 12');
    const welcome = await newHire.reply();
    expect(said(welcome)).toContain('Your manager here is');
    expect(said(welcome)).toContain('Day 30, Wed 30 Dec');
  });

  test('at nine in the morning of day 30 the person is asked, and what they answer brings help', async () => {
    await using coach = await startTestCoach({ database, at: '2026-11-25T10:00:00Z' });
    const mira = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    await mira.asks('/ml-role onboard @Priya Nair 2026-11-30');
    await newHire.reply();
    await coach.turnsTo('2026-12-30T03:29:00Z');
    const headsUp = await newHire.reply();
    expect(said(headsUp)).toContain('Day 30 is coming up');
    await coach.turnsTo('2026-12-30T03:30:30Z'); // 09:00 in Kolkata
    const question = await newHire.reply();
    expect(said(question)).toContain('Day 30 check-in');

    await newHire.presses(question, 'Answer');
    const [form] = await newHire.modals();
    console.log(JSON.stringify(form?.blocks, null, 1).slice(0, 1500));
    expect(form?.title?.text).toBe('Day 30 check-in');
  });
});
