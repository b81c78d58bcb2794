import { endOffer } from '../../blocks/plans/end-offer.ts';
import { onboardForm } from '../../blocks/plans/onboard-form.ts';
import { onboardOffer } from '../../blocks/plans/onboard-offer.ts';
import { planDone } from '../../blocks/plans/plan-done.ts';
import { planStarted } from '../../blocks/plans/plan-started.ts';
import { readLocalDate } from '../calendar/local-date.ts';
import { milestones } from '../calendar/milestone-dates.ts';
import { getPlanOf, progressAfter } from '../plans/open-plan.ts';
import { pausePlan, resumePlan } from '../plans/pause-plan.ts';
import { type FormPreview, previewForm } from '../plans/preview.ts';
import { startPlan } from '../plans/start-plan.ts';
import { Refusal } from '../refusal.ts';
import { type Asked, openForm, readMention, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';
import { doneView } from './plan-done-view.ts';
import { readTyped } from './read-typed.ts';

/** What is typed about plans, by its first word. */
export const planWords: ReadonlyMap<string, WordRoute> = new Map([
  ['onboard', onboard],
  ['pause', pause],
  ['resume', resume],
  ['offboard', offboard],
]);

/** `onboard @person [2026-11-30] [manager @person]`: with a date at once, else with a form. */
async function onboard(asked: Asked, rest: string, deps: Deps): Promise<void> {
  const { personId, managerId, day } = readOnboard(rest);
  if (day === undefined || personId === undefined) return offerForm(asked, { personId, managerId }, deps);
  const startsOn = readLocalDate(day);
  if (!startsOn) throw new Refusal({ kind: 'no-date', typed: day });
  const isOwn = personId === asked.actor.personId;
  if (isOwn && managerId === undefined) throw new Refusal({ kind: 'needs-manager' });
  const request = { personId, managerId: managerId ?? asked.actor.personId, startsOn, milestones, hour: undefined };
  const plan = await startPlan(deps.plans, asked.actor, request);
  const progress = await progressAfter(deps.plans, asked.actor, plan);
  await asked.answer(planStarted(progress, asked.actor.personId));
}

interface Onboard {
  personId: string | undefined;
  managerId: string | undefined;
  /** As typed, be it a day or not. */
  day: string | undefined;
}

/** @throws {Refusal} a name that Slack did not make a mention of, or that stands where there is none to be */
function readOnboard(rest: string): Onboard {
  const [, beforeManager = rest, manager] = /^(.*?)(?<!\S)manager(?!\S)(.*)$/is.exec(rest) ?? [];
  const person = readMention(beforeManager);
  const named = readMention(manager ?? '');
  const words = wordsOf(person ? `${person.before} ${person.after}` : beforeManager);
  const ofManager = wordsOf(named ? `${named.before} ${named.after}` : (manager ?? ''));
  const bare =
    [...words, ...ofManager].find((word) => word.startsWith('@')) ??
    (person ? undefined : words[0]) ??
    (manager === undefined || named ? undefined : (ofManager.find((word) => !readLocalDate(word)) ?? ''));
  if (bare !== undefined) throw new Refusal({ kind: 'bare-name', typed: bare });
  if (readMention(person?.after ?? '') ?? readMention(named?.after ?? '')) throw new Refusal({ kind: 'two-named' });
  return { personId: person?.personId, managerId: named?.personId, day: words[0] ?? ofManager[0] };
}

/** What is left of a text without its mentions, as it was typed. */
const wordsOf = (text: string): string[] =>
  readTyped(text)
    .split(/\s+/)
    .filter((word) => word !== '');

async function offerForm(
  asked: Asked,
  { personId, managerId }: Pick<Onboard, 'personId' | 'managerId'>,
  { plans }: Deps,
): Promise<void> {
  const choice = firstChoice(asked.actor.personId, personId, managerId);
  await openForm(
    asked,
    async () => {
      const preview = await previewForm(plans, asked.actor, choice);
      return onboardForm({ choice, ...formView(plans, preview) });
    },
    () => onboardOffer(personId),
  );
}

/** What the form begins with: whoever opens it is the manager, unless it is their own plan. */
export const firstChoice = (actorId: string, personId: string | undefined, managerId?: string) => ({
  personId,
  managerId: managerId ?? (personId === actorId ? undefined : actorId),
  startsOn: undefined,
  hour: undefined, // what they have
  milestones,
});

/** What both forms of a plan show beside what is chosen. */
export const formView = ({ role }: Deps['plans'], { milestones: days, today, mayMove, problem }: FormPreview) => ({
  names: milestones.map((milestone) => ({ milestone, title: role.titleOf(milestone) })),
  days,
  today,
  mayMove,
  problem: problem?.reason,
});

/** `pause @person until 2027-01-04` */
async function pause(asked: Asked, rest: string, deps: Deps): Promise<void> {
  const { personId, after } = readWhose(asked, rest);
  const plan = await getPlanOf(deps.plans, asked.actor, personId);
  const typed = after.replace(/^until(?!\S)/i, '').trim();
  const until = readLocalDate(typed);
  if (!until) throw new Refusal({ kind: 'no-date', typed });
  const paused = await pausePlan(deps.plans, asked.actor, plan.id, until);
  const done = { kind: 'paused' as const, until };
  await asked.answer(planDone(await doneView(deps.plans, asked.actor, paused, done)));
}

/** `resume @person` */
async function resume(asked: Asked, rest: string, deps: Deps): Promise<void> {
  const plan = await getPlanOf(deps.plans, asked.actor, readWhose(asked, rest).personId);
  const resumed = await resumePlan(deps.plans, asked.actor, plan.id);
  const progress = await progressAfter(deps.plans, asked.actor, resumed);
  const movedDays = resumed.shifted_days - plan.shifted_days;
  const done = { kind: 'resumed' as const, movedDays, milestones: progress.milestones };
  await asked.answer(planDone(await doneView(deps.plans, asked.actor, resumed, done)));
}

/** `offboard @person`: nothing takes that back, so that it asks first. */
async function offboard(asked: Asked, rest: string, deps: Deps): Promise<void> {
  const plan = await getPlanOf(deps.plans, asked.actor, readWhose(asked, rest).personId);
  await asked.answer(endOffer({ planId: plan.id, personId: plan.person_id, readerId: asked.actor.personId }));
}

/** Whose plan is meant: one's own where nobody is named. @throws {Refusal} a name that Slack did not make a mention of */
function readWhose({ actor }: Asked, rest: string): { personId: string; after: string } {
  const mention = readMention(rest);
  const [first = ''] = readTyped(rest).split(/\s+/);
  if (!mention && first !== '' && first !== 'until') throw new Refusal({ kind: 'bare-name', typed: first });
  return { personId: mention?.personId ?? actor.personId, after: readTyped(mention?.after ?? rest) };
}
