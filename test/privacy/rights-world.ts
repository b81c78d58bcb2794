import { milestones } from '../../src/calendar/milestone-dates.ts';
import { chooseKpis } from '../../src/kpis/choose-kpis.ts';
import type { KpiDeps } from '../../src/kpis/deps.ts';
import { logReadings } from '../../src/kpis/log-reading.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { setTarget } from '../../src/kpis/set-target.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { keepDraft } from '../../src/plans/draft.ts';
import { setLeave } from '../../src/plans/leave.ts';
import { pausePlan } from '../../src/plans/pause-plan.ts';
import { type Actor, auditAdmin } from '../../src/plans/rights.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { digestOf } from '../../src/store/api-tokens.ts';
import { updateWorkspace } from '../../src/store/people.ts';
import type { Db } from '../../src/store/tables.ts';
import { ada, answers, bob, member, mira, startPlans, submission, workspaceId } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';

/** The kinds of person in docs/rights.md, in the order of its columns, and who is one here. */
export const kinds: ReadonlyMap<string, Actor> = new Map([
  ['self', bob],
  ['manager', mira],
  ['former manager', person('U0JOEL')],
  ['other manager', person('U0OMAR')],
  ['admin', ada],
  ['stranger', person('U0SAM')],
  ['guest', person('U0GUEST')],
  ['other workspace', { workspaceId: 'T0OTHER', personId: mira.personId }], // the same ids, be it by chance
]);

/** Long enough that no id is one by chance. */
const texts = [
  ...['sekrit', '987,?654,?321', '2027-03-17', '17 Mar', '2026-11-03', '3 Nov', '2027-02-01', '1 Feb'],
  // how long the workspace keeps plans, where a menu has it
  'initial_option":\\{"text":\\{[^}]*60 months',
  ...['\\b1 plan\\b', 'read your progress', '20 Nov', '4 Jan, asked'],
];

export interface RightsWorld {
  deps: KpiDeps;
  /** What nobody has but Bob: whoever is shown something that matches has seen something of his. */
  secret: RegExp;
  /** In files one's own messages name the plans that they were about by their ids. */
  secretInFiles: RegExp;
  /** What managers noted about Bob for themselves alone: nobody else may read it, Bob and the admins included. */
  whispers: readonly { by: Actor; text: string }[];
  /** Ids of what is Bob's or about him, by what they are of. */
  ids: Record<
    'plan' | 'answered' | 'asked' | 'goal' | 'reading' | 'imported' | 'leave' | 'token' | 'query' | 'note' | 'shared',
    string
  >;
}

/** Bob with something of every kind: recorded since Mira is his manager, who was Joel before. */
export async function startWorld(db: Db, state: 'running' | 'paused' = 'running'): Promise<RightsWorld> {
  const role = builtInRole();
  const plans = startPlans({ db, at: '2026-11-03T08:00:00Z', role: roleGoals(role) });
  const deps: KpiDeps = { ...plans.deps, kpis: roleKpis(role) };
  for (const id of ['U0JOEL', 'U0OMAR', 'U0SAM', 'U0LENA']) plans.people.set(id, member);
  plans.people.set('U0GUEST', { ...member, account: 'guest' });
  const plan = await plans.starts({ startsOn: '2026-11-03', managerId: 'U0JOEL' });
  await plans.starts({ startsOn: '2026-11-10', managerId: 'U0OMAR', personId: 'U0LENA' });
  await plans.turnsTo('2026-11-20T09:00:00Z');
  const change = { managerId: mira.personId, startsOn: plan.starts_on, milestones, hour: 13 };
  await changePlan(deps, ada, plan.id, change);
  await plans.turnsTo('2026-12-03T13:00:00Z');
  const { answer } = await submission(plans, plan, 'day-30');
  const goals = answer.goals.map((goal) => ({ ...goal, state: 'in_progress' as const, evidence: 'sekrit note' }));
  const said = { wentWell: 'sekrit answer', help: 'sekrit help', onlyForMe: 'sekrit only for me' };
  await answers(plans, plan, 'day-30', { goals, ...said });
  await plans.turnsTo('2027-01-04T13:00:00Z');
  const [answered, asked] = [await plans.checkin(plan, 'day-30'), await plans.checkin(plan, 'day-60')];
  const draft = { checkinId: asked.id, typed: { wentWell: 'sekrit draft' }, goalVersions: {}, typedAt: undefined };
  await keepDraft(deps, bob, draft);
  const entry = { value: 987_654_321, measuredOn: '2027-01-02', note: 'sekrit value', isAddition: false };
  const kpi = deps.kpis.find('latency');
  if (!kpi) throw new Error('the role has no latency');
  const [logged] = await logReadings(deps, bob, { readings: [{ kpi, entry }] });
  await setLeave(deps, bob, { personId: bob.personId, from: '2027-03-17', to: '2027-03-18' });
  const leave = await db.selectFrom('leave').select('id').executeTakeFirstOrThrow();
  await chooseKpis(deps, bob, ['latency', 'incidents']);
  const target = { onTarget: 987_654_321, atRisk: undefined, from: '2027-01-04', reachBy: undefined };
  await setTarget(deps, mira, { ...target, kpiId: 'latency', personId: bob.personId });
  await db
    .updateTable('deliveries')
    .set({ state: 'failed' })
    .where('kind', '=', 'welcome')
    .where('plan_id', '=', plan.id)
    .execute();
  await insertRest(db);
  await insertNotes(db);
  if (state === 'paused') await pausePlan(deps, bob, plan.id, '2027-01-20');
  await auditAdmin(deps, ada, {
    as: 'admin',
    action: 'read-progress',
    aboutId: bob.personId,
    details: { of: 'sekrit' },
  });
  const { id: planId } = plan;
  return {
    deps,
    whispers,
    secretInFiles: new RegExp(texts.join('|')),
    secret: new RegExp([...texts, told, planId, answered.id, asked.id].join('|')),
    ids: {
      ...{ plan: planId, answered: answered.id, asked: asked.id, goal: goals[0]?.id ?? '' },
      ...{
        reading: logged?.reading.id ?? '',
        imported: 'import-1',
        leave: leave.id,
        token: 'token-1',
        query: 'query-1',
        note: 'note-private',
        shared: 'note-shared',
      },
    },
  };
}

/** What a system could push Sam's readings with. */
export const secretOfSam = 'rc_of_sam';
const tokenOfSam = {
  ...{ workspace_id: workspaceId, person_id: 'U0SAM', kpi_id: null, id: 'token-2', name: 'Sam', used_at: null },
  ...{ digest: digestOf(secretOfSam), revoked_at: null },
};

/** What Mira shares with Bob; in her own files it is hers. */
const told = 'told by Mira';
const whispers = [
  { by: mira, text: 'whispered by Mira' },
  { by: person('U0JOEL'), text: 'whispered by Joel' },
];

/** What his managers want to talk about: what Mira shares is Bob's to read. */
async function insertNotes(db: Db): Promise<void> {
  const [ofMira = '', ofJoel = ''] = whispers.map(({ text }) => text);
  const about = { workspace_id: workspaceId, person_id: bob.personId, point: null, discussed_at: null };
  const now = { ...about, manager_id: mira.personId, written_at: '2027-01-04T09:00:00.000Z' };
  const before = { ...about, manager_id: 'U0JOEL', written_at: '2026-11-10T09:00:00.000Z' };
  await db
    .insertInto('one_to_one_notes')
    .values([
      { ...now, id: 'note-private', note: ofMira, is_shared: 0 },
      { ...now, id: 'note-shared', note: told, is_shared: 1 },
      { ...before, id: 'note-before', note: ofJoel, is_shared: 0 },
      { ...before, id: 'note-shared-before', note: 'shared by Joel', is_shared: 1 },
    ])
    .execute();
}

/** What comes from systems and files. */
async function insertRest(db: Db): Promise<void> {
  const at = '2027-01-04T09:00:00.000Z';
  const of = { workspace_id: workspaceId, person_id: bob.personId, kpi_id: 'latency' };
  const made = { made_by: ada.personId, made_at: at };
  await updateWorkspace(db, { id: workspaceId, plan_months: 60 });
  await db
    .insertInto('holidays')
    .values({ workspace_id: workspaceId, holiday_on: '2027-06-01', name: 'sekrit holiday' })
    .execute();
  await db
    .insertInto('readings')
    .values({
      ...{ ...of, id: 'reading-2', measured_on: '2026-12-20', value: 99, currency: null, confidence: null },
      ...{ note: 'sekrit import', source: 'import', source_id: 'import-1', recorded_by: bob.personId, recorded_at: at },
    })
    .execute();
  await db
    .insertInto('api_tokens')
    .values({ ...of, ...made, id: 'token-1', name: 'sekrit token', digest: 'x', used_at: null, revoked_at: null })
    .execute();
  await db
    .insertInto('api_tokens')
    .values({ ...tokenOfSam, ...made })
    .execute();
  await db
    .insertInto('kpi_queries')
    .values({
      ...{ ...of, ...made, id: 'query-1', team_of: null, query: 'sekrit_query' },
      ...{ next_at: at, error: null, failing_since: null },
    })
    .execute();
}

function person(personId: string): Actor {
  return { workspaceId, personId };
}
