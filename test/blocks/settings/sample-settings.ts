import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { wholeText } from '../../../blocks/plain-text.ts';
import { stateValues } from '../../../src/local/people/state-values.ts';
import type { StateValues } from '../../../src/local/protocol.ts';
import type { MySettings } from '../../../src/settings/my-settings.ts';

export const bob = 'U0BOB000000';
export const mira = 'U0MIRA00000';
export const ada = 'U0ADA000000';

/** Bob's, as everybody's are at first; his first check-in is Wed 30 Dec, nine in Berlin. */
export const sampleSettings = (differs: Partial<MySettings> = {}): MySettings => ({
  personId: bob,
  timeZone: 'Europe/Berlin',
  today: '2026-11-30',
  hour: 9,
  workdays: [1, 2, 3, 4, 5],
  country: 'workspace',
  workspaceCountry: { code: 'DE', name: 'Germany' },
  likelyCountry: undefined,
  leave: [],
  next: { kind: 'planned', title: 'Day 30', at: new Date('2026-12-30T08:00:00Z') },
  team: [],
  isAdmin: false,
  ...differs,
});

export const overNewYear = { id: 'leave-1', from: '2026-12-21', to: '2027-01-01', setBy: mira };

const people = new Map([
  [bob, '@Bob'],
  [mira, '@Mira'],
  [ada, '@Ada'],
]);

/** What some blocks say, with people by their names. */
export const read = (blocks: KnownBlock[]): string =>
  wholeText(blocks)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/<@(\w+)>/g, (_, id: string) => people.get(id) ?? id);

/** What can be pressed or chosen outside of the fields, by what it says. */
export const pressables = (blocks: KnownBlock[]): string[] =>
  blocks.flatMap((block) => {
    if (block.type === 'section') return block.accessory?.type === 'button' ? [block.accessory.text.text] : [];
    if (block.type !== 'actions') return [];
    return block.elements.flatMap((element) => {
      if (element.type === 'button') return [element.text.text];
      return element.type === 'users_select' ? [element.placeholder?.text ?? ''] : [];
    });
  });

const option = z.object({ value: z.string() });
const heldValues = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_date: z.string().nullish(),
      selected_option: option.nullish(),
      selected_options: z.array(option).nullish(),
    }),
  ),
);

/** What Slack hands over of a form: what it was filled with, and what somebody chose. */
export const valuesOf = ({ blocks }: { blocks: KnownBlock[] }, chosen: StateValues = {}) =>
  heldValues.parse(stateValues(blocks, chosen));
