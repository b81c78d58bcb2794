import { randomUUID } from 'node:crypto';
import { fromInstant, type Instant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Actor, auditAdmin, isAdmin, requireAdmin, requireSightOf, type Sight } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import type { Target } from '../role/schema.ts';
import { audit } from '../store/audit-log.ts';
import { insertTarget, type StoredTarget, targetsFor } from '../store/targets.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { formatValue } from './format-value.ts';
import { knownPerson, todayOf } from './person.ts';
import type { RoleKpi } from './role-kpis.ts';
import { targetOn, type ValidTarget } from './target-on.ts';

/** What can be set for whom. */
export interface TargetChoice {
  kpi: RoleKpi;
  /** Undefined: for everybody in the workspace. */
  personId: string | undefined;
  now: ValidTarget;
  today: LocalDate;
}

interface About {
  kpiId: string;
  /** Undefined: everybody in the workspace. */
  personId: string | undefined;
}

/**
 * For whoever is about to set one: an admin who looks at somebody's is written down.
 * @throws {Refusal} for a person neither their manager nor an admin, for the workspace no admin
 */
export async function readTargetChoice(deps: KpiDeps, actor: Actor, about: About): Promise<TargetChoice> {
  const { kpiId, personId } = about;
  const as = await requireTarget(deps, actor, personId);
  const choice = await choiceOf(deps, actor, about);
  if (personId !== undefined)
    await auditAdmin(deps, actor, { as, action: 'read-readings', aboutId: personId, details: { kpi: kpiId } });
  return choice;
}

/** How the figures that somebody types for a target are read, which tells nothing of it. @throws {Refusal} as above */
export async function unitOfTarget(deps: KpiDeps, actor: Actor, about: About) {
  await requireTarget(deps, actor, about.personId);
  const { kpi, today, now } = await choiceOf(deps, actor, about);
  return { kpi, today, unit: now.target.kind === 'relative' ? ('percent' as const) : kpi.target.unit };
}

async function choiceOf(deps: KpiDeps, actor: Actor, { kpiId, personId }: About): Promise<TargetChoice> {
  const kpi = kpiOf(deps, kpiId);
  const today = todayOf(deps, await knownPerson(deps, actor));
  const stored = await targetsFor(deps.db, { workspaceId: actor.workspaceId, personId: personId ?? '' }, kpiId);
  return { kpi, personId, today, now: targetOn(kpi, { stored, day: today, baseline: undefined }) };
}

/** A target is for its person to reach, and for their manager or an admin to set. */
async function requireTarget(deps: KpiDeps, actor: Actor, personId: string | undefined): Promise<Sight['as']> {
  if (personId === undefined) {
    await requireAdmin(deps, actor);
    return 'admin';
  }
  const { as } = await requireSightOf(deps, actor, personId);
  if (as === 'self' && !(await isAdmin(deps, actor))) throw new Refusal({ kind: 'target-is-managers' });
  return as;
}

export interface NewTarget extends About {
  onTarget: number;
  /** Undefined: a tenth past it. */
  atRisk: number | undefined;
  from: LocalDate;
  reachBy: LocalDate | undefined;
}

/**
 * Sets what counts from a day on; older readings keep their target. Written to the audit log.
 * @returns what counts today
 * @throws {Refusal}
 */
export async function setTarget(deps: KpiDeps, actor: Actor, wanted: NewTarget): Promise<TargetChoice> {
  const kpi = kpiOf(deps, wanted.kpiId);
  const { personId, from } = wanted;
  await requireTarget(deps, actor, personId);
  await knownPerson(deps, actor);
  const target = targetFrom(kpi, wanted);
  if (wanted.reachBy !== undefined && wanted.reachBy < from)
    throw new Refusal({ kind: 'ends-before-it-starts', from, to: wanted.reachBy });
  await store(deps, actor, { kpi, personId, from, reachBy: wanted.reachBy, target });
  return choiceOf(deps, actor, wanted);
}

/** From a day on what the workspace or the role says counts again. @returns what counts today. @throws {Refusal} */
export async function dropTarget(
  deps: KpiDeps,
  actor: Actor,
  { kpiId, personId, from }: About & { from: LocalDate },
): Promise<TargetChoice> {
  await requireTarget(deps, actor, personId);
  await store(deps, actor, { kpi: kpiOf(deps, kpiId), personId, from, reachBy: undefined, target: undefined });
  return choiceOf(deps, actor, { kpiId, personId });
}

interface Stored {
  kpi: RoleKpi;
  personId: string | undefined;
  from: LocalDate;
  reachBy: LocalDate | undefined;
  target: Target | undefined;
}

async function store(deps: KpiDeps, actor: Actor, { kpi, personId, from, reachBy, target }: Stored): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, personId: personId ?? '' };
    const before = await targetsFor(trx, key, kpi.id);
    await insertTarget(trx, {
      id: randomUUID(),
      workspace_id: actor.workspaceId,
      person_id: personId ?? null,
      kpi_id: kpi.id,
      from_on: from,
      target: target ? JSON.stringify(target) : null,
      reach_by: reachBy ?? null,
      set_by: actor.personId,
      set_at: laterThan(before, at),
    });
    await audit(trx, {
      workspaceId: actor.workspaceId,
      at,
      byId: actor.personId,
      action: 'set-target',
      ...(personId === undefined ? {} : { aboutId: personId }),
      details: { kpi: kpi.id, from, target: target?.text ?? 'as before' },
    });
  });
}

/** Of two from one day on the one that was set later counts, be the clock as it may. */
function laterThan(before: readonly StoredTarget[], at: Date): Instant {
  const earliest = before.map(({ set_at }) => fromInstant(set_at).getTime() + 1);
  return toInstant(new Date(Math.max(at.getTime(), ...earliest)));
}

/** In the shape of the role: a figure of the KPI's own, or a change against the baseline where the role has one. */
function targetFrom({ target, title }: RoleKpi, { onTarget, atRisk }: NewTarget): Target {
  const { unit, direction } = target;
  if (direction === 'within') throw new Refusal({ kind: 'gone' });
  const isWorse = atRisk === undefined || (direction === 'lower' ? atRisk >= onTarget : atRisk <= onTarget);
  if (!isWorse) throw new Refusal({ kind: 'at-risk-is-better', kpiTitle: title });
  const bounds = { 'on-target': onTarget, ...(atRisk === undefined ? {} : { 'at-risk': atRisk }) };
  if (target.kind === 'relative')
    return {
      kind: 'relative',
      unit,
      direction,
      text: `${formatValue(onTarget, 'percent')} against the baseline`,
      change: bounds,
    };
  const end = direction === 'lower' ? 'at most' : 'at least';
  return { kind: 'fixed', unit, direction, text: `${end} ${formatValue(onTarget, unit)}`, ...bounds };
}

function kpiOf({ kpis }: Pick<KpiDeps, 'kpis'>, kpiId: string): RoleKpi {
  const kpi = kpis.find(kpiId);
  if (!kpi) throw new Refusal({ kind: 'gone' });
  return kpi;
}
