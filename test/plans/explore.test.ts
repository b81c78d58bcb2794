import { test } from 'vitest';
import { startTestCoach } from '../support/coach.ts';
import { buttonsOf, filled } from '../support/page.ts';

const show = (who: string, m: { text: string; blocks: readonly any[] }) => console.log(`--- ${who}: ${m.text}\n[${buttonsOf(m).join(' | ')}]`);

test('explore', { timeout: 60000 }, async () => {
  await using coach = await startTestCoach({ at: '2026-11-25T10:00:00Z' });
  const mira = await coach.page('Mira');
  const priya = await coach.page('Priya');
  const started = await mira.asks('/ml-role onboard @Priya Nair 2026-11-30');
  show('mira', started);
  show('priya', await priya.reply());
  await mira.presses(started, 'See every message');
  const [every] = await mira.modals();
  console.log(JSON.stringify(every).slice(0, 3000), every?.blocks.length);
  await mira.presses(started, 'Change');
  const [ , change] = await mira.modals();
  console.log(JSON.stringify(change?.blocks, null, 1).slice(0, 2500));
  await mira.does({ kind: 'close', viewId: change?.id ?? '' });
  await mira.modals();
  await mira.presses(started, 'Undo');
  show('mira', await mira.reply());
  show('priya', await priya.reply());
  await mira.asks('/ml-role onboard').catch(() => {});
});
