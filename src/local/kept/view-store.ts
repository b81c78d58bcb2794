import { createHash } from 'node:crypto';
import type { View } from '@slack/types';
import type { Clock } from '../../calendar/clock.ts';
import { checkView, isViewTooLarge } from '../checks/block-check.ts';
import { refusalWith, SlackError } from '../checks/slack-error.ts';
import type { PageView, StateValues } from '../protocol.ts';
import type { LocalDb } from './database.ts';
import { newId, withIds } from './ids.ts';
import type { World } from './world.ts';

/** A view as Slack keeps it and hands it to the bot. */
export type StoredView = PageView & {
  team_id: string;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
  root_view_id: string;
  previous_view_id: string | null;
  state: { values: StateValues };
};

/** @throws {SlackError} view_too_large, or invalid_arguments that names each mistake */
export function requireView(view: unknown, type: 'modal' | 'home'): View {
  if (isViewTooLarge(view)) throw new SlackError('view_too_large');
  if (isView(view) && view.type === type) return view;
  const problems = checkView(view);
  const wrongType = { pointer: '/view/type', problem: `must be ${type}` };
  throw refusalWith('invalid_arguments', problems.length > 0 ? problems : [wrongType]);
}

function isView(view: unknown): view is View {
  return checkView(view).length === 0;
}

/** A view with what Slack adds to it; `before` is the one it takes the place of. */
export function storedView(
  { world, clock }: { world: World; clock: Clock },
  view: View,
  place: { before?: StoredView | undefined; previous?: StoredView | undefined },
): StoredView {
  const id = place.before?.id ?? newId('V');
  const blocks = withIds(view.blocks);
  const whole = view.type === 'modal' ? { clear_on_close: false, notify_on_close: false, ...view } : view;
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    ...whole,
    blocks,
    id,
    hash: hashOf(blocks, clock.now()),
    team_id: world.team.id,
    app_id: world.app.id,
    app_installed_team_id: world.team.id,
    bot_id: world.app.botId,
    root_view_id: place.before?.root_view_id ?? place.previous?.root_view_id ?? id,
    previous_view_id: place.before?.previous_view_id ?? place.previous?.id ?? null,
    state: { values: {} },
  };
}

/** Changes with every update, also within a second. */
function hashOf(blocks: unknown, now: Date): string {
  const content = createHash('sha256').update(JSON.stringify(blocks)).update(newId('')).digest('hex');
  return `${Math.floor(now.getTime() / 1000)}.${content.slice(0, 8)}`;
}

/** @throws {SlackError} hash_conflict: somebody else changed the view since the bot saw it */
export function requireHash(current: StoredView | null, hash: string | undefined): void {
  if (hash !== undefined && hash !== current?.hash) throw new SlackError('hash_conflict');
}

export async function findHome({ db }: { db: LocalDb }, personId: string): Promise<StoredView | null> {
  const row = await db.selectFrom('homes').select('view').where('person_id', '=', personId).executeTakeFirst();
  const view: StoredView | null = row ? JSON.parse(row.view) : null;
  return view;
}

export async function saveHome({ db }: { db: LocalDb }, personId: string, stored: StoredView): Promise<void> {
  const view = JSON.stringify(stored);
  await db
    .insertInto('homes')
    .values({ person_id: personId, view })
    .onConflict((on) => on.column('person_id').doUpdateSet({ view }))
    .execute();
}
