import { describe, expect, test } from 'vitest';
import { startCoach } from '../../src/coach.ts';
import { neededScopes } from '../../src/manifest.ts';
import type { TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { filled } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';
import {
  answers,
  closes,
  filling,
  goals,
  labels,
  opens,
  opensByCommand,
  said,
  saves,
  shownIn,
  startDay30,
  stateText,
  topModal,
} from './day-thirty.ts';
import { choosesLate } from './signed-form.ts';

/** Waits until what was typed is kept: Slack hears nothing of it. */
const isKept = (coach: TestCoach, text: string) =>
  expect
    .poll(async () => JSON.stringify(await coach.db.selectFrom('drafts').select('content').execute()))
    .toContain(text);

describe.each(databases)('what is typed and not sent, on %s', (database) => {
  test('is there when the form is opened again, though nothing was saved', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question);
    const others = { [labels.onlyForMe]: 'Patience', [labels.confidence]: '4, confident' };
    await priya.chooses(form, labels.wentWell, 'The first review', others);
    await isKept(coach, 'The first review');
    await closes(priya, form);
    const again = await opensByCommand(priya);
    expect(shownIn(again)).toMatchObject({ [labels.wentWell]: 'The first review', ...others });
    expect(said(again)).toContain('What you typed before and did not save is filled in.');
    expect(await coach.db.selectFrom('answers').selectAll().execute()).toEqual([]);
  });

  test('stays in the form when a state is chosen and it is drawn again', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    const form = await opens(priya, day.question);
    const fields = {
      [labels.wentWell]: 'The first review',
      [labels.blockerKind]: 'Missing access',
      [labels.blocker]: 'No read access',
      [labels.help]: 'A word',
      [labels.helpFrom]: 'My manager',
      [labels.confidence]: '2, a little',
      [labels.onlyForMe]: 'Patience',
    };
    await priya.chooses(form, goals.access, stateText('blocked'), { ...fields, [goals.notes]: stateText('done') });
    const redrawn = await topModal(priya);
    expect(shownIn(redrawn)).toMatchObject({ ...fields, [goals.access]: '▲ blocked', [goals.notes]: '✓ done' });
    // under the same ids, so that Slack keeps what somebody types while it is drawn
    const idsOf = ({ blocks }: typeof form) =>
      blocks.flatMap(({ block_id: id = '', type }) => (type === 'input' ? [id] : []));
    expect(idsOf(redrawn)).toEqual(expect.arrayContaining(idsOf(form)));
  });

  test('is in the answer that is saved, whichever page it was typed on', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question);
    await priya.chooses(form, labels.wentWell, 'The first review');
    await isKept(coach, 'The first review');
    const again = await opensByCommand(priya);
    await saves(day, priya, again, {});
    expect(await coach.db.selectFrom('answers').select('went_well').execute()).toEqual([
      { went_well: 'The first review' },
    ]);
    expect(await coach.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
  });

  test('of an earlier moment never takes the place of what was sent since, whenever it arrives', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await answers(day, { fields: { [labels.wentWell]: 'All of it' } });
    const form = await opensByCommand(priya);
    const fields = { [goals.access]: stateText('done'), [labels.wentWell]: 'All' };
    await choosesLate(coach, priya, form, { filledIn: filled(form, fields), at: '2026-12-30T03:29:59Z' });
    await topModal(priya);
    expect(await coach.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
  });

  test('gives way to what is set elsewhere meanwhile, but for the note on it', async () => {
    await using day = await startDay30({ database });
    const { coach, mira, priya } = day;
    const form = await opens(priya, day.question);
    await priya.chooses(form, goals.access, stateText('in progress'));
    const redrawn = await topModal(priya);
    await priya.does({
      kind: 'action',
      source: { kind: 'view', viewId: redrawn.id },
      blockId: 'evidence:access',
      actionId: 'checkin.typed:evidence:access',
      element: { type: 'plain_text_input', value: 'Ticket DATA-12' },
      state: filling(redrawn, {
        states: { [goals.access]: 'in progress' },
        notes: { [goals.access]: 'Ticket DATA-12' },
      }),
    });
    await isKept(coach, 'Ticket DATA-12');
    await closes(priya, redrawn);
    const progress = await mira.asks('/ml-role progress @Priya Nair', mira.channel);
    await mira.presses(progress, stateText('done'), goals.access);
    await mira.reply();
    expect(shownIn(await opensByCommand(priya))).toMatchObject({
      [goals.access]: '✓ done',
      [`note: ${goals.access}`]: 'Ticket DATA-12',
    });
  });

  test('outlives a restart, and a form that was sent meanwhile can be sent again', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question);
    await priya.chooses(form, labels.wentWell, 'The first review');
    await isKept(coach, 'The first review');
    coach.local.connect('http://127.0.0.1:9/slack/events'); // where nobody listens
    const filledIn = filling(form, {
      states: { [goals.product]: 'done' },
      fields: { [labels.wentWell]: 'The first review, and more' },
    });
    expect(await priya.submits(form, filledIn)).toMatchObject({ ok: false });
    await using other = await anotherProcess(coach);
    coach.local.connect(`${other.url}/slack/events`);
    await priya.submits(form, filledIn);
    expect(await priya.modals()).toEqual([]);
    expect(await coach.db.selectFrom('answers').select('went_well').execute()).toEqual([
      { went_well: 'The first review, and more' },
    ]);
  });
});

/** The bot once more, on the same store. */
async function anotherProcess({ db, clock, local, slackUrl }: TestCoach) {
  const coach = await startCoach({
    slack: { mode: 'http', botToken: local.token, signingSecret: local.signingSecret, apiUrl: slackUrl },
    role: builtInRole(),
    db,
    clock,
    scopes: neededScopes('manifest.yml'),
    log: recordedLog().log,
    port: 0,
    host: '127.0.0.1',
  });
  return {
    url: `http://127.0.0.1:${coach.port}`,
    [Symbol.asyncDispose]: () => coach.stop(1000),
  };
}
