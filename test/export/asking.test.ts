import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';

describe.each(databases)('/ml-role export on %s', (database) => {
  let coach: TestCoach;
  beforeAll(async () => {
    coach = await startTestCoach({ database, at: '2026-11-30T15:00:00Z' });
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  test('sends the file to my direct message alone, wherever I ask', async () => {
    const joel = await coach.page('Joel');
    const mira = await coach.page('Mira');
    await mira.asks('/ml-role onboard @Joel Park 2026-11-30', mira.channel);
    await joel.reply(joel.dm); // the welcome
    const answer = await joel.asks('/ml-role export', joel.channel);
    expect(answer.text).toContain('on its way to our direct message');
    const sent = await joel.reply(joel.dm);
    expect(sent.files.map(({ title }) => title)).toEqual(['My data up to 2026-11-30']);
    expect(sent.text).toMatch(/1 plan, .*5 check-ins/);
    const [file] = sent.files;
    const content = await (await fetch(new URL(`/local/files/${file?.id}`, coach.slackUrl))).text();
    expect(JSON.parse(content)).toMatchObject({ data: { plans: [{ starts_on: '2026-11-30' }] } });
  });

  test('in the direct message the files themselves are the answer', async () => {
    const priya = await coach.page('Priya');
    const sent = await priya.asks('export');
    expect(sent.files).toHaveLength(1);
  });

  test('is a button in the settings, too', async () => {
    const ada = await coach.page('Ada');
    await ada.types('/ml-role settings', ada.channel);
    const settings = await ada.topModal();
    expect(await ada.presses(settings, 'My data as files')).toEqual({ ok: true });
    expect((await ada.topModal()).callback_id).toBe('settings.export-files');
    expect((await ada.reply(ada.dm)).files).toHaveLength(1);
  });
});
