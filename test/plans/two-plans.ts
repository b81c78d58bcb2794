import type { TestCoach } from '../support/coach.ts';
import { stored } from '../support/stored.ts';

export const [ada, mira, priya] = ['U0ADA000000', 'U0MIRA00000', 'U0PRIYA0000'];
export const [joel, sam] = ['U0JOEL00000', 'U0SAM000000'];
export const at = '2026-11-25T10:00:00Z';
/** What whoever has nothing to do with a plan is told, be there one or not. */
export const notYours = "Somebody's progress is seen by them, their manager and the workspace admins.";

/** Priya's plan, which Mira has started, with a goal that is done. Joel has one of his own, with Ada as manager. */
export async function withPlans(coach: TestCoach) {
  const pages = { mira: await coach.page('Mira'), priya: await coach.page('Priya') };
  const admin = await coach.page('Ada');
  await admin.asks('/ml-role onboard @Joel Park 2026-11-30', admin.channel);
  await pages.mira.asks('/ml-role onboard @Priya Nair 2026-11-30', pages.mira.channel);
  await pages.priya.reply();
  const progress = await pages.priya.asks('/ml-role progress', pages.priya.channel);
  await pages.priya.presses(progress, '✓ done', 'Understand the product');
  await pages.priya.reply();
  await coach.settles();
  const plan = await planOf(coach);
  const checkin = await coach.db
    .selectFrom('checkins')
    .select('id')
    .where('plan_id', '=', plan.id)
    .orderBy('due_on')
    .executeTakeFirstOrThrow();
  return { ...pages, ada: admin, planId: plan.id, checkinId: checkin.id };
}

export const planOf = ({ db }: TestCoach) =>
  db.selectFrom('plans').selectAll().where('person_id', '=', priya).executeTakeFirstOrThrow();

export const goalsOf = ({ db }: TestCoach) => db.selectFrom('goals').selectAll().orderBy('goal_id').execute();

/** All that a forged press could change. */
export const everything = async (coach: TestCoach) => [
  await planOf(coach),
  await goalsOf(coach),
  await coach.db.selectFrom('checkins').selectAll().orderBy('id').execute(),
  await stored(coach.db),
];
