import { test } from 'vitest';
import { startTestCoach } from '../support/coach.ts';
import { buttonsOf } from '../support/page.ts';
import { wholeText } from '../../blocks/plain-text.ts';

const show = (who: string, m: any) => console.log(`--- ${who}: TEXT ${JSON.stringify(m.text ?? m.title)}\n${wholeText(m.blocks)}\n[${buttonsOf(m).join(' | ')}] edited=${m.edited} eph=${m.ephemeral}`);

test('explore', { timeout: 60000 }, async () => {
  await using coach = await startTestCoach({ at: '2026-11-30T10:00:00Z' });
  const mira = await coach.page('Mira');
  const priya = await coach.page('Priya');
  const started = await mira.asks('/ml-role onboard @Priya Nair 2026-11-30');
  show('mira', started);
  show('priya', await priya.reply());
  for (;;) { const at = await coach.turnsToNext(); console.log(at.toISOString()); if (at.toISOString() >= '2026-12-30') break; }
  show('priya', await priya.reply());
  const asked = await priya.reply();
  show('priya', asked);
  await priya.presses(asked, 'Answer');
  const [form] = await priya.modals();
  console.log(JSON.stringify(form, null, 1));
});
