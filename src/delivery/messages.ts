import { z } from 'zod';
import { helpWanted } from '../../blocks/checkin/help-wanted.ts';
import { checkinSummary } from '../../blocks/checkin/summary.ts';
import type { Message } from '../../blocks/kit.ts';
import { chooseOffer } from '../../blocks/kpis/choose-form.ts';
import { promptMessage } from '../../blocks/kpis/prompt.ts';
import { asMessage } from '../../blocks/pages.ts';
import { managerNamed } from '../../blocks/plans/manager-named.ts';
import { needsAttention } from '../../blocks/plans/needs-attention.ts';
import { planNews } from '../../blocks/plans/plan-news.ts';
import { testCopy } from '../../blocks/plans/test-copy.ts';
import { fromInstant } from '../calendar/instant.ts';
import { milestones } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { standings } from '../kpis/read-standings.ts';
import { suggestedFor } from '../kpis/suggest.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { readMilestones } from '../plans/move-checkins.ts';
import type { PlanProgress } from '../plans/progress.ts';
import { readProgress } from '../plans/read-progress.ts';
import { findSight, managerSince } from '../plans/rights.ts';
import { readHelpWanted, readSummary } from '../plans/summary.ts';
import type { Delivery } from '../store/deliveries.ts';
import { findPerson } from '../store/people.ts';
import { findPlan, type Plan } from '../store/plans.ts';
import { choicesOf } from '../store/prompts.ts';
import { renderAskedReminder, renderDigest } from './digest-messages.ts';
import { renderLineDoubt, renderLineNews } from './line-messages.ts';
import { planMessage } from './preview.ts';
import { renderQueryFailing } from './query-message.ts';

/** Makes a delivery's message from the data as it is when it is sent; undefined: there is nothing to say any more. */
export type Render = (delivery: Delivery) => Promise<Message | undefined>;

/** What each kind of delivery says. */
export function renderer(deps: KpiDeps): Render {
  return async (delivery) => {
    if (delivery.kind === 'plan-news') return renderNews(deps, delivery);
    if (delivery.kind === 'prompt') return renderPrompt(deps, delivery);
    if (delivery.kind === 'digest') return renderDigest(deps, delivery);
    if (delivery.kind === 'line-news') return renderLineNews(deps, delivery);
    if (delivery.kind === 'line-doubt') return renderLineDoubt(deps, delivery);
    if (delivery.kind === 'query-failing') return renderQueryFailing(deps, delivery);
    const plan = delivery.planId === null ? undefined : await findPlan(deps.db, delivery.workspaceId, delivery.planId);
    const render = ofPlan.get(delivery.kind);
    if (!render) throw new Error(`a delivery of the kind ${delivery.kind} has no words`);
    return plan && plan.state !== 'ended' ? render(deps, delivery, plan) : undefined;
  };
}

type RenderOfPlan = (deps: KpiDeps, delivery: Delivery, plan: Plan) => Promise<Message | undefined>;

const ofPlan = new Map<string, RenderOfPlan>([
  [
    'welcome',
    async (deps, _, plan) =>
      planMessage(await progressOf(deps, plan), deps.role.title, { kind: 'welcome', milestone: undefined }),
  ],
  ['manager-named', renderManagerNamed],
  ['heads-up', renderHeadsUp],
  ['checkin', renderQuestion],
  ['reminder', renderQuestion],
  ['reminder-asked', renderAskedReminder],
  ['summary', renderSummary],
  ['help-wanted', renderHelpWanted],
  ['attention', renderAttention],
  ['test', renderTest],
]);

const progressOf = (deps: PlanDeps, plan: Plan): Promise<PlanProgress> =>
  readProgress(deps, plan, { since: undefined });

const milestoneIn = (plan: PlanProgress, { checkinId }: Delivery) =>
  plan.milestones.find((one) => one.checkinId === checkinId);

async function renderManagerNamed(deps: PlanDeps, { recipientId }: Delivery, plan: Plan): Promise<Message | undefined> {
  if (plan.manager_id !== recipientId) return undefined;
  return managerNamed({ plan: await progressOf(deps, plan), roleTitle: deps.role.title, namedBy: plan.created_by });
}

/** Not once the day has come. */
async function renderHeadsUp(deps: PlanDeps, delivery: Delivery, plan: Plan): Promise<Message | undefined> {
  const progress = await progressOf(deps, plan);
  const milestone = milestoneIn(progress, delivery);
  if (plan.state !== 'running' || milestone?.state !== 'planned' || milestone.dueOn <= progress.today) return undefined;
  return planMessage(progress, deps.role.title, { kind: 'heads-up', milestone: milestone.milestone });
}

const questionDetails = z.object({
  step: z.enum(['heads-up', 'ask', 'remind-1', 'remind-2']),
  isAgain: z.boolean().optional(),
});

/** Only while it is asked: not once it is answered, put off, or given up. */
async function renderQuestion(deps: PlanDeps, delivery: Delivery, plan: Plan): Promise<Message | undefined> {
  const progress = await progressOf(deps, plan);
  const milestone = milestoneIn(progress, delivery);
  if (plan.state !== 'running' || milestone?.state !== 'asked') return undefined;
  const { step, isAgain } = questionDetails.parse(delivery.details);
  const kind = step === 'remind-1' || step === 'remind-2' ? step : 'checkin';
  return planMessage(progress, deps.role.title, { kind, milestone: milestone.milestone, isAgain });
}

const versionDetails = z.object({ version: z.number() });

/** Of several edits only the latest is shown. */
async function renderSummary(deps: KpiDeps, delivery: Delivery, plan: Plan): Promise<Message | undefined> {
  const { version } = versionDetails.parse(delivery.details);
  const summary = await readSummary(deps, plan, delivery.checkinId ?? '');
  if (!summary || summary.version !== version) return undefined;
  const message = checkinSummary(summary);
  return summary.milestone.milestone === 'day-30' ? withKpiOffer(deps, plan, message) : message;
}

/** Who keeps no KPIs yet is offered some, once: with the first answer. */
async function withKpiOffer(deps: KpiDeps, plan: Plan, message: Message): Promise<Message> {
  const key = { workspaceId: plan.workspace_id, personId: plan.person_id };
  if ((await choicesOf(deps.db, key)).length > 0) return message;
  return asMessage([...message.blocks, ...chooseOffer(await suggestedFor(deps, key))]);
}

const promptDetails = z.object({ kpiIds: z.array(z.string()), on: z.string() });

/** What is still kept and was not logged meanwhile; nothing at all needs no message. */
async function renderPrompt(
  deps: KpiDeps,
  { workspaceId, recipientId, details }: Delivery,
): Promise<Message | undefined> {
  const { kpiIds, on } = promptDetails.parse(details);
  const key = { workspaceId, personId: recipientId };
  const kept = (await choicesOf(deps.db, key)).flatMap((id) => deps.kpis.find(id) ?? []);
  const kpis = kept.filter(({ id }) => kpiIds.includes(id));
  const { all, today } = await standings(deps, key, { since: undefined, kpis });
  const asked = all.filter(({ last }) => !last || last.measured_on < on);
  if (asked.length === 0) return undefined;
  return promptMessage({
    personId: recipientId,
    asked,
    hasEvents: kept.some(({ cadence }) => cadence === 'event'),
    today,
  });
}

const goalDetails = z.object({ goalId: z.string() });

/** To whoever is the manager by then, and as much as they may see. */
async function renderHelpWanted(deps: PlanDeps, delivery: Delivery, plan: Plan): Promise<Message | undefined> {
  const actor = { workspaceId: plan.workspace_id, personId: delivery.recipientId };
  const since = await managerSince(deps, actor, plan.person_id);
  if (!since) return undefined;
  const about = delivery.checkinId === null ? goalDetails.parse(delivery.details) : { checkinId: delivery.checkinId };
  const wanted = await readHelpWanted(deps, plan, about, since);
  return wanted && helpWanted({ ...wanted, stakeholders: deps.role.stakeholders });
}

async function renderAttention(
  deps: PlanDeps,
  { workspaceId, recipientId, details }: Delivery,
  plan: Plan,
): Promise<Message | undefined> {
  if (plan.attention === null || plan.attention_since === null) return undefined;
  if (details['since'] !== plan.attention_since) return undefined; // mended, and another trouble has its own message
  const reader = await findPerson(deps.db, { workspaceId, personId: recipientId });
  const zone = reader?.time_zone ?? 'UTC';
  return needsAttention({
    planId: plan.id,
    personId: plan.person_id,
    managerId: plan.manager_id ?? undefined,
    attention: plan.attention,
    state: plan.state,
    since: localDateOf(fromInstant(plan.attention_since), zone),
    today: localDateOf(deps.clock.now(), zone),
    error: plan.attention_error ?? undefined,
  });
}

const testDetails = z.object({
  planned: z.object({
    kind: z.enum(['welcome', 'heads-up', 'checkin', 'remind-1', 'remind-2']),
    milestone: z.enum(milestones).optional(),
    at: z.coerce.date(),
    recipientId: z.string(),
  }),
});

/** As much of it as whoever asked for the test may see by now. */
async function renderTest(deps: PlanDeps, delivery: Delivery, plan: Plan): Promise<Message | undefined> {
  const sight = await findSight(deps, { workspaceId: plan.workspace_id, personId: delivery.recipientId }, plan);
  if (!sight) return undefined;
  const progress = await readProgress(deps, plan, sight);
  const { planned: parsed } = testDetails.parse(delivery.details);
  const planned = { ...parsed, milestone: parsed.milestone };
  const message = planMessage(progress, deps.role.title, planned);
  return message && testCopy(message, { planned, timeZone: progress.timeZone, today: progress.today });
}

const day = z.string();
const newsDetails = z.object({
  planId: z.string(),
  personId: z.string(),
  byId: z.string().optional(),
  news: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('changed'),
      changes: z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('start'), startsOn: day }),
          z.object({ kind: z.literal('milestones') }),
          z.object({ kind: z.literal('hour'), hour: z.number() }),
        ]),
      ),
    }),
    z.object({ kind: z.literal('paused'), until: day.optional() }),
    z.object({ kind: z.literal('resumed'), movedDays: z.number() }),
    z.object({ kind: z.literal('ended') }),
    z.object({ kind: z.literal('withdrawn') }),
    z.object({ kind: z.literal('data-deleted') }),
    z.object({ kind: z.literal('forgotten') }),
    z.object({ kind: z.literal('left') }),
    z.object({ kind: z.literal('manager-changed'), from: z.string().optional(), to: z.string().optional() }),
  ]),
});

/** Also of a plan that is over or gone. */
async function renderNews(deps: PlanDeps, { workspaceId, recipientId, details }: Delivery): Promise<Message> {
  const { planId, personId, byId, news } = newsDetails.parse(details);
  const plan = await findPlan(deps.db, workspaceId, planId);
  const days = plan
    ? (await progressOf(deps, plan)).milestones.filter(({ milestone }) => readMilestones(plan).includes(milestone))
    : [];
  const reader = await findPerson(deps.db, { workspaceId, personId: recipientId });
  const today = localDateOf(deps.clock.now(), reader?.time_zone ?? 'UTC');
  const shared = { planId, personId, readerId: recipientId, byId, today };
  switch (news.kind) {
    case 'changed':
    case 'resumed':
      return planNews({ ...shared, news: { ...news, milestones: days } });
    case 'paused':
      return planNews({ ...shared, news: { kind: 'paused', until: news.until } });
    case 'manager-changed':
      return planNews({ ...shared, news: { kind: 'manager-changed', from: news.from, to: news.to } });
    default:
      return planNews({ ...shared, news });
  }
}
