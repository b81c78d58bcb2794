import { type Milestone, milestones } from '../calendar/milestone-dates.ts';
import type { Entry, Outline } from '../role/outline.ts';
import { type LinkKind, linkTopics } from '../role/schema.ts';
import type { Coaching } from './coaching.ts';

/** A role as plans need it: what is to be reached by each milestone, and what helps. */
export interface RoleGoals {
  roleId: string;
  /** `Machine Learning Specialist`. */
  title: string;
  /** `Day 30`. */
  titleOf(milestone: Milestone): string;
  goalsOf(milestone: Milestone): RoleGoal[];
  find(goalId: string): RoleGoal | undefined;
  /** Whom help can be wanted from. */
  stakeholders: { id: string; title: string }[];
  coachingFor(goalId: string): Coaching | undefined;
}

export interface RoleGoal {
  id: string;
  milestone: Milestone;
  title: string;
  text: string;
  firstStep: string;
}

export function roleGoals({ id, title, outline }: { id: string; title: string; outline: Outline }): RoleGoals {
  const entries = entriesById(outline);
  const parts = new Map(outline.get('milestones')?.parts.map((part) => [part.id, part]));
  const goals = new Map(
    milestones.map((milestone) => [
      milestone,
      (parts.get(milestone)?.entries ?? []).flatMap((entry) => goalOf(entry, milestone)),
    ]),
  );
  const all = new Map([...goals.values()].flat().map((goal) => [goal.id, goal]));
  return {
    roleId: id,
    title,
    titleOf: (milestone) => parts.get(milestone)?.title ?? plainTitles[milestone],
    goalsOf: (milestone) => goals.get(milestone) ?? [],
    find: (goalId) => all.get(goalId),
    stakeholders: helpers(outline),
    coachingFor(goalId) {
      const entry = entries.get(`milestones ${goalId}`);
      return entry && coachingOf(entry, entries);
    },
  };
}

/** For a milestone that this role says nothing of. */
const plainTitles: Record<Milestone, string> = {
  'day-30': 'Day 30',
  'day-60': 'Day 60',
  'day-90': 'Day 90',
  'month-6': 'Month 6',
  'month-12': 'Month 12',
};

type Entries = ReadonlyMap<string, Entry>;

/** Whom the goals themselves send people to, in the role's order: not all that it calls a stakeholder is somebody to ask. */
function helpers(outline: Outline): RoleGoals['stakeholders'] {
  const goals = outline.get('milestones')?.parts.flatMap(({ entries }) => entries) ?? [];
  const linked = new Set(goals.flatMap(({ links }) => [...(links.stakeholders ?? []), ...(links.escalation ?? [])]));
  const entries = outline.get('stakeholders')?.parts.flatMap((part) => part.entries) ?? [];
  return entries.flatMap(({ id, title }) => (id !== undefined && linked.has(id) ? [{ id, title: title ?? id }] : []));
}

/** Every entry that can be linked to, by its topic and id. */
function entriesById(outline: Outline): Entries {
  return new Map(
    [...outline.values()].flatMap((topic) =>
      topic.parts.flatMap(({ entries }) =>
        entries.flatMap((entry): [string, Entry][] => (entry.id ? [[`${topic.name} ${entry.id}`, entry]] : [])),
      ),
    ),
  );
}

function goalOf(entry: Entry, milestone: Milestone): RoleGoal[] {
  if (entry.id === undefined) return [];
  const title = entry.title ?? entry.id;
  return [{ id: entry.id, milestone, title, text: entry.text ?? '', firstStep: factOf(entry, 'first-step') }];
}

function coachingOf(goal: Entry, entries: Entries): Coaching {
  const linked = (kind: LinkKind): Entry[] =>
    (goal.links[kind] ?? []).flatMap((id) => entries.get(`${linkTopics[kind]} ${id}`) ?? []);
  return {
    goalId: goal.id ?? '',
    title: goal.title ?? '',
    risks: linked('risks').map((risk) => ({ title: risk.title ?? '', helps: factOf(risk, 'helps') })),
    talkTo: linked('stakeholders').map(described),
    askFor: factOf(goal, 'ask'),
    escalateTo: linked('escalation').map(described),
  };
}

const described = ({ title = '', text = '' }: Partial<Entry>) => ({ title, text });

function factOf({ facts }: Entry, name: string): string {
  return facts.find((fact) => fact.name === name)?.text ?? '';
}
