import { createHash, randomUUID } from 'node:crypto';
import { toInstant } from '../calendar/instant.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { type ApiRequest, acceptApiRequest, findApiRequest } from '../store/api-requests.ts';
import type { ApiToken } from '../store/api-tokens.ts';
import { insertReadings, type NewReading } from '../store/insert-readings.ts';
import { lockPeople } from '../store/people.ts';
import { type Currency, currenciesAt, type Place } from '../store/pushed-readings.ts';
import { inTransaction } from '../store/transaction.ts';
import { checkReadings, type Pushed, wrongReadings } from './check-readings.ts';
import { type EntryError, Problem } from './problem.ts';
import { type StoredReadings, storedSchema } from './readings-schema.ts';
import { readJson } from './request-body.ts';

export interface Push {
  token: ApiToken;
  /** The `Idempotency-Key`; undefined: each request counts. */
  key: string | undefined;
  body: Buffer;
}

export interface PushAnswer {
  answer: StoredReadings;
  /** The same was pushed before, and nothing was stored this time. */
  isReplay: boolean;
}

/**
 * Stores all readings of a body or none; the same key with the same body stores once.
 * @throws {Problem} something in the body is wrong, or the key was used for another one
 * @throws {Refusal} Slack does not answer
 */
export async function pushReadings(deps: KpiDeps, push: Push): Promise<PushAnswer> {
  const before = await answeredBefore(deps, push);
  if (before) return before;
  const pushed = await checkReadings(deps, push.token, readJson(push.body));
  const answer = { stored: pushed.length, ids: pushed.map(() => randomUUID()) };
  if (await store(deps, push, { pushed, answer })) return { answer, isReplay: false };
  const meanwhile = await answeredBefore(deps, push);
  if (!meanwhile) throw new Error('a key was taken and has no answer');
  return meanwhile;
}

/** Undefined: nothing was pushed with that key. @throws {Problem} another body was */
async function answeredBefore({ db }: KpiDeps, { token, key, body }: Push): Promise<PushAnswer | undefined> {
  if (key === undefined) return undefined;
  const found = await findApiRequest(db, { workspaceId: token.workspace_id, tokenId: token.id, key });
  if (!found) return undefined;
  if (found.digest === digestOf(body)) return { answer: storedSchema.parse(JSON.parse(found.answer)), isReplay: true };
  throw new Problem('key-used', 'Another body came with this Idempotency-Key before. Use a new key for new readings.');
}

const digestOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

/** @returns false where another request with this key was faster */
async function store(
  { db, clock }: KpiDeps,
  { token, key, body }: Push,
  { pushed, answer }: { pushed: readonly Pushed[]; answer: StoredReadings },
): Promise<boolean> {
  const now = clock.now();
  const workspaceId = token.workspace_id;
  return inTransaction(db, async (trx) => {
    if (key !== undefined) {
      const digest = digestOf(body);
      const request: ApiRequest = {
        token_id: token.id,
        workspace_id: workspaceId,
        key,
        digest,
        answer: JSON.stringify(answer),
        accepted_at: toInstant(now),
      };
      if (!(await acceptApiRequest(trx, request))) return false;
    }
    await lockPeople(trx, workspaceId, [...new Set(pushed.map(({ personId }) => personId))]);
    const places = [...new Map(pushed.map((one) => [nameOf(one), one])).values()];
    const currencies = currenciesOf(pushed, await currenciesAt(trx, workspaceId, places));
    const rows = pushed.map((one, index) =>
      rowOf(one, token, { id: answer.ids[index] ?? randomUUID(), currency: currencies[index] ?? null }),
    );
    await insertReadings(trx, rows, now);
    return true;
  });
}

function rowOf(
  { personId, kpiId, measuredOn, value, note, confidence }: Pushed,
  token: ApiToken,
  { id, currency }: { id: string; currency: string | null },
): NewReading {
  return {
    id,
    workspace_id: token.workspace_id,
    person_id: personId,
    kpi_id: kpiId,
    measured_on: measuredOn,
    value,
    currency,
    confidence,
    note,
    source: 'api',
    source_id: token.id,
    recorded_by: token.made_by,
  };
}

const nameOf = ({ personId, kpiId, measuredOn }: Place): string => `${personId} ${kpiId} ${measuredOn}`;

/** That of the readings before, where none is named. @throws {Problem} another one is */
function currenciesOf(pushed: readonly Pushed[], stored: readonly Currency[]): (string | null)[] {
  const before = new Map(stored.map((one) => [nameOf(one), one.currency]));
  const inBody = new Map<string, string>();
  const errors: EntryError[] = [];
  const found = pushed.map((one) => {
    const of = `${one.personId} ${one.kpiId}`;
    const expected = before.get(nameOf(one)) ?? inBody.get(of);
    if (one.currency === undefined) return expected ?? null;
    if (expected !== undefined && expected !== one.currency) errors.push(otherCurrency(one.at, one.currency, expected));
    inBody.set(of, one.currency);
    return one.currency;
  });
  if (errors.length > 0) throw wrongReadings(errors);
  return found;
}

const otherCurrency = (at: string, currency: string, expected: string): EntryError => ({
  pointer: `${at}/value`,
  detail: `The one before is in ${expected}, and this one in ${currency}. Convert it first, so that the two can be compared.`,
});
