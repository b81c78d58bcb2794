import { explainText } from '../../blocks/refusal.ts';
import { type LocalDate, readLocalDate } from '../calendar/local-date.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { todayOf } from '../kpis/person.ts';
import { readValue } from '../kpis/read-value.ts';
import type { RoleKpi } from '../kpis/role-kpis.ts';
import { exampleOf, valueRules } from '../kpis/units.ts';
import { storable } from '../storable.ts';
import type { ApiToken } from '../store/api-tokens.ts';
import type { Place } from '../store/pushed-readings.ts';
import { membersOf } from './members.ts';
import { type EntryError, mostErrors, Problem } from './problem.ts';
import { readReadings, type Sent } from './read-readings.ts';

/** A reading as it may be stored, once its currency is compared with those before. */
export interface Pushed extends Place {
  /** Where it stands in the body. */
  at: string;
  /** In the KPI's own unit. */
  value: number;
  currency: string | undefined;
  note: string;
  confidence: number | null;
}

/**
 * All readings of a body. @throws {Problem} any of them cannot be stored, or the token is not for it
 * @throws {Refusal} Slack does not answer
 */
export async function checkReadings(deps: KpiDeps, token: ApiToken, body: unknown): Promise<Pushed[]> {
  const { sent, errors } = readReadings(body);
  const named = sent.map((one) => ({ ...one, kpi: deps.kpis.find(one.reading.kpi), personId: personOf(one, token) }));
  requireLimits(token, named);
  const ids = [...new Set(named.flatMap(({ personId }) => personId ?? []))];
  const people = await membersOf(deps, token.workspace_id, ids);
  const pushed: Pushed[] = [];
  for (const { at, reading, kpi, personId } of named) {
    const person = personId === undefined ? undefined : people.members.get(personId);
    const isUnasked = personId !== undefined && people.notLookedUp.has(personId);
    const value = kpi && readSent(kpi, reading.value);
    const day = person && dayOf(reading.measured_on, todayOf(deps, person));
    const wrong = [
      ...(person ? [] : [whyNobody(personId, isUnasked)]),
      ...(kpi ? [] : [whyNoKpi(deps, errors.length < mostErrors ? reading.kpi : undefined)]),
      ...[value, day].flatMap((one) => (one && 'detail' in one ? [one] : [])),
    ];
    errors.push(...wrong.map((error) => ({ ...error, pointer: `${at}${error.pointer}` })));
    if (!person || !kpi || !value || 'detail' in value || !day || 'detail' in day) continue;
    const rest = { note: storable(reading.note ?? ''), confidence: reading.confidence ?? null };
    pushed.push({ at, personId: person.id, kpiId: kpi.id, measuredOn: day.on, ...value, ...rest });
  }
  if (errors.length > 0) throw wrongReadings(errors.sort((one, other) => entryOf(one) - entryOf(other)));
  return pushed;
}

/** Its number in the body. */
const entryOf = ({ pointer }: EntryError): number => Number.parseInt(pointer.slice(1), 10) || 0;

export function wrongReadings(errors: EntryError[]): Problem {
  const count = errors.length === 1 ? 'one thing is' : `${errors.length} things are`;
  return new Problem('wrong-readings', `Nothing was stored, as ${count} wrong: see errors, then push all again.`, {
    errors,
  });
}

interface Named extends Sent {
  kpi: RoleKpi | undefined;
  personId: string | undefined;
}

const personOf = ({ reading }: Sent, token: ApiToken): string | undefined =>
  reading.person ?? token.person_id ?? undefined;

/** @throws {Problem} the token is for another person or KPI */
function requireLimits({ person_id: personId, kpi_id: kpiId }: ApiToken, named: readonly Named[]): void {
  const errors = named.flatMap(({ at, kpi, personId: whose }): EntryError[] => [
    ...(personId !== null && whose !== personId
      ? [{ pointer: `${at}/person`, detail: 'This token is for one person, and not for this one.', example: personId }]
      : []),
    ...(kpiId !== null && kpi && kpi.id !== kpiId
      ? [{ pointer: `${at}/kpi`, detail: 'This token is for one KPI, and not for this one.', example: kpiId }]
      : []),
  ]);
  if (errors.length > 0)
    throw new Problem('other-limits', 'Nothing was stored. Use a token that is for these readings.', { errors });
}

function whyNobody(personId: string | undefined, isUnasked: boolean): EntryError {
  const error = { pointer: '/person', example: 'U0123ABCD' };
  if (personId === undefined) return { ...error, detail: 'This is missing: the token is for more than one person.' };
  return {
    ...error,
    detail: isUnasked
      ? `${personId} is not known here yet, and only a few are looked up at a time. Push for fewer new people at once.`
      : `${personId} is no full member of this workspace. Copy the member id from their profile in Slack.`,
  };
}

/**
 * Nobody sees what a system's name was taken for, so that a near miss is offered and not taken.
 * @param name undefined where there are enough errors: to look for near misses takes its time
 */
const whyNoKpi = ({ kpis }: KpiDeps, name: string | undefined): EntryError => ({
  pointer: '/kpi',
  detail: `No KPI has this id. These are there: ${kpis.all.map(({ id }) => id).join(', ')}.`,
  example: (name === undefined ? undefined : kpis.readName(name)?.kpi.id) ?? kpis.all[0]?.id ?? '',
});

/** A number is in the KPI's own unit: it is read as if it was typed, so that the same limits hold. */
function readSent(kpi: RoleKpi, sent: number | string): { value: number; currency: string | undefined } | EntryError {
  const rules = valueRules(kpi.target);
  const example = exampleOf(rules.unit);
  const read = readValue(typeof sent === 'number' ? String(withoutNoise(sent)) : sent, rules);
  const about = { title: kpi.title, unit: rules.unit };
  if (!read.ok) {
    const detail = explainText({ kind: 'unreadable-value', problem: read.problem, kpi: about });
    return { pointer: '/value', detail, example };
  }
  const { value, isAddition, currency } = read.measured;
  if (!isAddition) return { value, currency };
  return { pointer: '/value', detail: 'Systems push the whole count, not what comes on top of it.', example: '3' };
}

/** What is smaller than anything measured is nothing: the many digits of its exponent are no reason to refuse it. */
const withoutNoise = (value: number): number => Number(value.toFixed(12));

function dayOf(sent: string | undefined, today: LocalDate): { on: LocalDate } | EntryError {
  const on = sent === undefined ? today : readLocalDate(sent);
  if (on !== undefined && on <= today) return { on };
  const detail =
    on === undefined ? 'There is no such day.' : `This day is still to come: where they are, it is ${today}.`;
  return { pointer: '/measured_on', detail, example: today };
}
