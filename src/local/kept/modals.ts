import type { View } from '@slack/types';
import type { Clock } from '../../calendar/clock.ts';
import { SlackError } from '../checks/slack-error.ts';
import { type StoredView, storedView } from './view-store.ts';
import type { World } from './world.ts';

const MOST_STACKED = 3;

export interface Modals {
  /** A person's open modals, the lowest first. */
  stackOf(personId: string): StoredView[];
  find(key: { viewId: string } | { externalId: string }): { personId: string; view: StoredView } | undefined;
  open(personId: string, view: View): StoredView;
  /** @throws {SlackError} push_limit_reached, or not_found when nothing is open */
  push(personId: string, view: View): StoredView;
  update(personId: string, before: StoredView, view: View): StoredView;
  /** Takes the uppermost away and shows the one below. */
  pop(personId: string): void;
  clear(personId: string): void;
  /** Everybody's. */
  clearAll(): void;
}

interface Options {
  world: World;
  clock: Clock;
  /** Told whenever a person's stack is another one. */
  onChange: (personId: string, stack: StoredView[]) => void;
}

/** The open modals of each person. They live in memory: a restart closes them. */
export function createModals({ world, clock, onChange }: Options): Modals {
  const stacks = new Map<string, StoredView[]>();
  const stackOf = (personId: string): StoredView[] => stacks.get(personId) ?? [];
  const show = (personId: string, stack: StoredView[]): void => {
    stacks.set(personId, stack);
    onChange(personId, stack);
  };
  const requireNewExternalId = (view: View, except?: StoredView): void => {
    const all = [...stacks.values()].flat();
    if (view.external_id && all.some((one) => one !== except && one.external_id === view.external_id)) {
      throw new SlackError('duplicate_external_id');
    }
  };
  return {
    stackOf,
    find(key) {
      for (const [personId, stack] of stacks) {
        const view = stack.find((one) =>
          'viewId' in key ? one.id === key.viewId : key.externalId !== '' && one.external_id === key.externalId,
        );
        if (view) return { personId, view };
      }
      return undefined;
    },
    open(personId, view) {
      requireNewExternalId(view);
      const stored = storedView({ world, clock }, view, {});
      show(personId, [stored]);
      return stored;
    },
    push(personId, view) {
      const stack = stackOf(personId);
      const previous = stack.at(-1);
      if (!previous) throw new SlackError('not_found');
      if (stack.length >= MOST_STACKED) throw new SlackError('push_limit_reached');
      requireNewExternalId(view);
      const stored = storedView({ world, clock }, view, { previous });
      show(personId, [...stack, stored]);
      return stored;
    },
    update(personId, before, view) {
      requireNewExternalId(view, before);
      const stored = storedView({ world, clock }, view, { before });
      show(
        personId,
        stackOf(personId).map((one) => (one === before ? stored : one)),
      );
      return stored;
    },
    pop: (personId) => show(personId, stackOf(personId).slice(0, -1)),
    clear: (personId) => show(personId, []),
    clearAll: () => stacks.clear(),
  };
}
