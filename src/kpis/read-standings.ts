import type { LocalDate } from '../calendar/local-date.ts';
import { type Actor, auditAdmin, requireSightOf, type Sight } from '../plans/rights.ts';
import { findPerson, type PersonKey } from '../store/people.ts';
import { choicesOf } from '../store/prompts.ts';
import { firstReadings, latestReadings, type Reading } from '../store/readings.ts';
import { targetsFor } from '../store/targets.ts';
import type { KpiDeps } from './deps.ts';
import { todayOf } from './person.ts';
import type { RoleKpi } from './role-kpis.ts';
import { mostRecent, type Standing, standingOf } from './standing.ts';
import { everRelative, targetOn } from './target-on.ts';

/** The KPIs of one person, as much as is shown to whoever asks. */
export interface Standings {
  personId: string;
  as: Sight['as'];
  today: LocalDate;
  /** All of the role, in its order. */
  all: Standing[];
  /** The ids of those that the person keeps. */
  chosen: string[];
}

/** @throws {Refusal} not theirs to see */
export async function readStandings(deps: KpiDeps, actor: Actor, personId: string): Promise<Standings> {
  const key = { workspaceId: actor.workspaceId, personId };
  const { as, since } = await requireSightOf(deps, actor, personId);
  await auditAdmin(deps, actor, { as, action: 'read-readings', aboutId: personId });
  return { personId, as, ...(await standings(deps, key, { since })) };
}

export interface Read {
  /** Recorded before that is not shown. */
  since: Date | undefined;
  /** All where it is left out. */
  kpis?: readonly RoleKpi[];
}

/** The same for what goes to the person themself. Asks nobody's rights. */
export async function standings(
  deps: Pick<KpiDeps, 'db' | 'clock' | 'kpis'>,
  key: PersonKey,
  { since, kpis = deps.kpis.all }: Read,
): Promise<{ today: LocalDate; all: Standing[]; chosen: string[] }> {
  const { db } = deps;
  const today = todayOf(deps, (await findPerson(db, key)) ?? { time_zone: 'UTC' });
  const kpiIds = kpis.map(({ id }) => id);
  const latest = await latestReadings(db, key, { kpiIds, each: mostRead, since });
  const stored = await targetsFor(db, key);
  const wanted = everRelative(kpis, stored);
  const firsts = new Map((await firstReadings(db, key, { kpiIds: wanted, since })).map(pair));
  const all = kpis.map((kpi) => {
    const own = latest.filter(({ kpi_id }) => kpi_id === kpi.id);
    const baseline = firsts.get(kpi.id);
    const day = own[0]?.measured_on ?? today;
    return standingOf({ kpi, target: targetOn(kpi, { stored, day, baseline }), latest: own, baseline, today });
  });
  return { today, all, chosen: await choicesOf(db, key) };
}

/** Some more than are shown, as one day may have several. */
const mostRead = 2 * mostRecent;

const pair = (reading: Reading): [string, Reading] => [reading.kpi_id, reading];
