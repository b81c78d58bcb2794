import type { Message } from '../../blocks/kit.ts';
import { fromInstant, toInstant } from '../../src/calendar/instant.ts';
import { renderer } from '../../src/delivery/messages.ts';
import { sendDigests } from '../../src/digests/send-digests.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { setGoal } from '../../src/plans/set-goal.ts';
import { goalsOf } from '../../src/store/goals.ts';
import { nextOfEach } from '../../src/store/next-moments.ts';
import { findPerson } from '../../src/store/people.ts';
import type { Plan } from '../../src/store/plans.ts';
import type { GoalState } from '../../src/store/tables.ts';
import type { Seen } from '../../src/team/discussed.ts';
import { shown } from '../calendar/wall-clock.ts';
import { type KpiOptions, kpisOn, type TestKpis } from '../kpis/start-kpis.ts';
import type { DatabaseKind } from '../support/databases.ts';
import { actor, member, mira } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';

export interface TestDigests extends TestKpis {
  /** What managers got, in the order in which it went out. */
  digests: { to: string; at: string; message: Message }[];
  /** When Mira got hers, by the clock on her wall: `2026-11-30 09:00`. */
  times(to?: Actor): string[];
  /** What the last one to Mira said, without the line at its end. */
  last(to?: Actor): string;
  sets(plan: Plan, goalId: string, state: GoalState, by?: Actor): Promise<void>;
}

/** For a `describe`: what each of its tests starts with; all that is due is done as the clock is turned. */
export function digestsOn(database: DatabaseKind): (options: KpiOptions) => Promise<TestDigests> {
  const start = kpisOn(database);
  return async (options) => startDigests(await start(options));
}

function startDigests(kpis: TestKpis): TestDigests {
  const { deps, clock, sent } = kpis;
  const digests: TestDigests['digests'] = [];
  const render = renderer(deps);
  const looked = { at: 0 };
  async function ticks(): Promise<void> {
    await sendDigests(deps);
    await kpis.ticks();
    for (const delivery of sent.slice(looked.at)) {
      if (delivery.kind !== 'digest') continue;
      const message = await render(delivery);
      const zone = (await findPerson(deps.db, actor(delivery.recipientId)))?.time_zone ?? 'UTC';
      const at = shown(clock.now(), zone).slice(0, 16);
      if (message) digests.push({ to: delivery.recipientId, at, message });
      else await deps.db.updateTable('deliveries').set({ state: 'dropped' }).where('id', '=', delivery.id).execute();
    }
    looked.at = sent.length;
  }
  async function nextDueAt(): Promise<Date | undefined> {
    const { digest } = await nextOfEach(deps.db);
    const moments = [await kpis.nextDueAt(), digest === undefined ? undefined : fromInstant(digest)];
    return moments.flatMap((moment) => moment ?? []).sort((one, other) => one.getTime() - other.getTime())[0];
  }
  return {
    ...kpis,
    digests,
    ticks,
    nextDueAt,
    async turnsTo(instant) {
      const target = new Date(instant);
      await ticks();
      for (let next = await nextDueAt(); next && next <= target; next = await nextDueAt()) {
        if (next > clock.now()) clock.turnTo(next);
        await ticks();
        if ((await nextDueAt())?.getTime() === next.getTime()) throw new Error(`${toInstant(next)} is still due`);
      }
      clock.turnTo(target);
      await ticks();
    },
    async isDownUntil(instant) {
      clock.turnTo(new Date(instant));
      await ticks();
    },
    times: (to = mira) => digests.filter((one) => one.to === to.personId).map(({ at }) => at),
    last(to = mira) {
      const own = digests.filter((one) => one.to === to.personId).at(-1);
      return own ? digestText(own.message) : 'nothing';
    },
    async sets(plan, goalId, state, by = actor(plan.person_id)) {
      const version = (await goalsOf(deps.db, plan)).find((goal) => goal.goal_id === goalId)?.version ?? 0;
      await setGoal(deps, by, { planId: plan.id, goalId, state, version });
    },
  };
}

/** What it says, its buttons and its last line aside. */
export const digestText = ({ blocks }: Message): string =>
  saidIn({ blocks: blocks.filter(({ type }) => type !== 'actions' && type !== 'context') })
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

/** Somebody more, in Berlin. */
export function joins({ people }: Pick<TestDigests, 'people'>, ...ids: string[]): void {
  for (const id of ids) people.set(id, member);
}

/** Somebody, as things with them stand now. */
export const seenNow = ({ deps }: TestDigests, personId: string): Seen => ({ personId, seenAt: deps.clock.now() });
