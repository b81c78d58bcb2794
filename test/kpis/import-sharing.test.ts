import type { AnyBlock, KnownBlock } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importActions } from '../../blocks/kpis/import-preview.ts';
import { wholeText } from '../../blocks/plain-text.ts';
import type { PageMessage } from '../../src/local/protocol.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';

const isKnown = (block: AnyBlock): block is KnownBlock => 'type' in block;
const read = ({ blocks }: Pick<PageMessage, 'blocks'>): string => wholeText(blocks.filter(isKnown));
const csv = 'date,kpi,value,note\n2026-11-20,latency,87,<!channel> ok\n2026-11-21,latency,fast,\n';

describe.each(databases)('a file shared with the bot, on %s', (database) => {
  let coach: TestCoach;
  let joel: TestPage;
  beforeAll(async () => {
    coach = await startTestCoach({ database, at: '2026-11-30T15:00:00Z' });
    joel = await coach.page('Joel');
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  async function shares(
    content: string | Uint8Array<ArrayBuffer>,
    { name = 'numbers.csv', text = '', by = joel } = {},
  ) {
    const form = new FormData();
    form.set('person', by.state.me);
    form.set('conversation', by.dm);
    form.set('text', text);
    form.set('file', new Blob([content]), name);
    const answer = await fetch(new URL('/local/page/files', coach.slackUrl), { method: 'POST', body: form });
    expect(await answer.json()).toEqual({ ok: true });
    return by.reply(by.dm);
  }
  const rows = () => coach.db.selectFrom('readings').select(['person_id', 'value', 'source', 'note']).execute();

  test('is shown first, with what cannot be read; stored at a press; and taken back at another', async () => {
    const preview = await shares(csv);
    const shown = read(preview);
    expect(shown).toContain('numbers.csv has 1 reading to import. Nothing is stored yet.');
    expect(shown).toMatch(/Line 3: I find no number in "fast"/);
    expect(JSON.stringify(preview.blocks)).not.toContain('mrkdwn');
    expect(await rows()).toEqual([]);
    await joel.presses(preview, 'Import 1 reading');
    const stored = await joel.reply(joel.dm);
    expect(read(stored)).toContain('Imported 1 reading.');
    expect(await rows()).toMatchObject([{ value: 87, source: 'import', note: '<!channel> ok' }]);
    await joel.presses(stored, 'Take them back');
    expect(read(await joel.reply(joel.dm))).toContain('Took 1 reading back');
    expect(await rows()).toEqual([]);
  });

  test('is forgotten at a press, and nothing is stored', async () => {
    const preview = await shares(csv, { text: 'settings' });
    await joel.presses(preview, 'Forget it');
    expect(read(await joel.reply(joel.dm))).toContain('Nothing was stored');
    expect(await rows()).toEqual([]);
  });

  test('may begin with the mark of UTF-8; in another encoding it is refused', async () => {
    expect(read(await shares(`\ufeff${csv}`))).toContain('has 1 reading to import');
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${csv}`, 'utf16le'));
    expect(read(await shares(utf16))).toContain('not in UTF-8');
  });

  test('that is no table is answered with what is read, and what is written beside it is answered as ever', async () => {
    expect(read(await shares('x', { name: 'photo.png' }))).toContain('"photo.png" is no CSV file');
    expect(read(await shares('x', { name: 'photo.png', text: 'latency' }))).not.toContain('photo.png');
  });

  test('of somebody else is not read, whatever a button is made to carry; nor one that is not there', async () => {
    await using slack = await rawSlack(coach);
    const preview = await shares(csv);
    const [, value = ''] = JSON.stringify(preview.blocks).match(/"value":"(F[^"]+:[^"]+)"/) ?? [];
    expect(value).toMatch(/^F\w+:[0-9a-f]{64}$/);
    const mira = (await coach.page('Mira')).state.me;
    expect((await slack.presses(mira, importActions.store, value)).text).toContain('uploaded by somebody else');
    for (const forged of ['', 'F0NOWHERE0:x', "'; drop table readings; --"])
      expect((await slack.presses(mira, importActions.store, forged)).text).toContain('no longer there');
    expect((await slack.presses(mira, importActions.takeBack, 'garbage')).text).toContain('taken back before');
    const [fileId] = value.split(':');
    const changed = await slack.presses(joel.state.me, importActions.store, `${fileId}:other`);
    expect(changed.text).toContain('Something has changed');
    expect(await rows()).toEqual([]);
  });
});
