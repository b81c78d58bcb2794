import { randomBytes, randomUUID } from 'node:crypto';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { knownPerson, todayOf } from '../kpis/person.ts';
import { type Actor, requireAdmin } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { type ApiToken, digestOf, insertToken, revoke, tokensOf } from '../store/api-tokens.ts';
import { audit } from '../store/audit-log.ts';
import { inTransaction } from '../store/transaction.ts';

/** What the systems of a workspace push readings with, for an admin. */
export interface ApiTokens {
  /** Oldest first. */
  tokens: TokenShown[];
  /** There may be no more than these. */
  isFull: boolean;
  /** What one can be limited to. */
  kpis: { id: string; title: string }[];
  /** The reader's, an IANA name. */
  timeZone: string;
  today: LocalDate;
}

export interface TokenShown {
  id: string;
  name: string;
  /** Undefined: for anybody. */
  personId: string | undefined;
  /** Undefined: for any KPI. */
  kpi: string | undefined;
  madeBy: string;
  madeAt: Date;
  usedAt: Date | undefined;
}

/** As many as a page shows: none is out of reach of being revoked. */
export const mostTokens = 40;

/** @throws {Refusal} no admin */
export async function readApiTokens(deps: KpiDeps, actor: Actor): Promise<ApiTokens> {
  await requireAdmin(deps, actor);
  const person = await knownPerson(deps, actor);
  const tokens = await tokensOf(deps.db, actor.workspaceId);
  return {
    tokens: tokens.map((token) => ({
      id: token.id,
      name: token.name,
      personId: token.person_id ?? undefined,
      kpi: token.kpi_id === null ? undefined : (deps.kpis.find(token.kpi_id)?.title ?? token.kpi_id),
      madeBy: token.made_by,
      madeAt: fromInstant(token.made_at),
      usedAt: token.used_at === null ? undefined : fromInstant(token.used_at),
    })),
    isFull: tokens.length >= mostTokens,
    kpis: deps.kpis.all.map(({ id, title }) => ({ id, title })),
    timeZone: person.time_zone,
    today: todayOf(deps, person),
  };
}

export interface TokenWish {
  name: string;
  personId: string | undefined;
  kpiId: string | undefined;
}

/**
 * Makes a token and writes it down. What is returned is its secret, which is kept nowhere: nobody sees it again.
 * Undefined: there are as many as there may be.
 * @throws {Refusal} no admin, or it is for somebody of whom nothing is measured
 */
export async function makeApiToken(
  deps: KpiDeps,
  actor: Actor,
  { name, personId, kpiId }: TokenWish,
): Promise<string | undefined> {
  await requireAdmin(deps, actor);
  if (personId !== undefined) await requireMember(deps, { ...actor, personId });
  if (kpiId !== undefined && !deps.kpis.find(kpiId)) throw new Refusal({ kind: 'no-such-kpi', typed: kpiId });
  const secret = `rc_${randomBytes(32).toString('base64url')}`;
  const now = deps.clock.now();
  const token: ApiToken = {
    id: randomUUID(),
    workspace_id: actor.workspaceId,
    name,
    digest: digestOf(secret),
    person_id: personId ?? null,
    kpi_id: kpiId ?? null,
    made_by: actor.personId,
    made_at: toInstant(now),
    used_at: null,
    revoked_at: null,
  };
  await knownPerson(deps, actor); // and with them the workspace
  return inTransaction(deps.db, async (trx) => {
    if ((await tokensOf(trx, actor.workspaceId)).length >= mostTokens) return undefined;
    await insertToken(trx, token);
    await audit(trx, { ...auditedAs(token, actor), action: 'make-token', at: now });
    return secret;
  });
}

/** Nothing is pushed with it any more. @returns what it was called. @throws {Refusal} no admin, or it is gone already */
export async function revokeApiToken(deps: KpiDeps, actor: Actor, id: string): Promise<string> {
  await requireAdmin(deps, actor);
  const now = deps.clock.now();
  return inTransaction(deps.db, async (trx) => {
    const token = await revoke(trx, { workspaceId: actor.workspaceId, id, at: now });
    if (!token) throw new Refusal({ kind: 'gone' });
    await audit(trx, { ...auditedAs(token, actor), action: 'revoke-token', at: now });
    return token.name;
  });
}

const auditedAs = ({ id, kpi_id, person_id }: ApiToken, { workspaceId, personId }: Actor) => ({
  workspaceId,
  byId: personId,
  ...(person_id === null ? {} : { aboutId: person_id }),
  details: { token: id, ...(kpi_id === null ? {} : { kpi: kpi_id }) },
});

/** @throws {Refusal} */
async function requireMember(deps: KpiDeps, key: Actor): Promise<void> {
  const { account } = await knownPerson(deps, key);
  if (account === 'member') return;
  throw new Refusal({ kind: account === 'bot' ? 'is-bot' : account, personId: key.personId });
}
