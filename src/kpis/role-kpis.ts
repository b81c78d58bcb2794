import type { Entry, Outline } from '../role/outline.ts';
import { type Cadence, type LinkKind, linkTopics, type Target } from '../role/schema.ts';
import { wordsOf } from '../role/words.ts';

/** A role as the KPIs need it: what is measured, against what, how often, and what helps when it is off. */
export interface RoleKpis {
  all: RoleKpi[];
  find(kpiId: string): RoleKpi | undefined;
  /** The KPI that a text begins with, by any of its names, and what stands after it: `p95 latency 87 ms`. */
  readName(text: string): { kpi: RoleKpi; rest: string } | undefined;
}

export interface RoleKpi {
  id: string;
  title: string;
  measures: string;
  /** `Daily/Weekly`, in the words of the role. */
  frequency: string;
  cadence: Cadence;
  target: Target;
  /** What to keep in mind whenever this number is read. */
  reminder: string | undefined;
  /** The goals that it goes with. */
  goals: string[];
  /** What usually gets in the way, and what then helps. */
  risks: { title: string; helps: string }[];
  talkTo: string[];
}

/** Names are a few words; after that comes the value. */
const mostWordsOfName = 6;

export function roleKpis({ outline }: { outline: Outline }): RoleKpis {
  const entries = outline.get('kpis')?.parts.flatMap((part) => part.entries) ?? [];
  const all = entries.flatMap((entry) => kpiOf(entry, outline));
  const byId = new Map(all.map((kpi) => [kpi.id, kpi]));
  const byName = namesOf(entries, byId);
  return {
    all,
    find: (kpiId) => byId.get(kpiId),
    readName(text) {
      const parts = text.trim().split(/\s+/u).slice(0, mostWordsOfName);
      for (let count = parts.length; count > 0; count--) {
        const kpi = byName.get(spelled(parts.slice(0, count).join(' ')));
        if (kpi) return { kpi, rest: afterWords(text, count) };
      }
      return undefined;
    },
  };
}

const spelled = (name: string): string => wordsOf(name).join(' ');

/** Of two KPIs that share a name the first one has it. */
function namesOf(entries: readonly Entry[], byId: ReadonlyMap<string, RoleKpi>): Map<string, RoleKpi> {
  const names = new Map<string, RoleKpi>();
  for (const entry of entries) {
    const kpi = byId.get(entry.id ?? '');
    for (const name of [entry.id ?? '', entry.title ?? '', ...entry.aliases].map(spelled))
      if (kpi && name !== '' && !names.has(name)) names.set(name, kpi);
  }
  return names;
}

const afterWords = (text: string, count: number): string =>
  text.trim().replace(new RegExp(`^(?:\\S+\\s*){${count}}`, 'u'), '');

function kpiOf(entry: Entry, outline: Outline): RoleKpi[] {
  const { id, title = id, target, cadence } = entry;
  if (id === undefined || title === undefined || !target || !cadence) return [];
  const fact = (name: string): string | undefined => entry.facts.find((one) => one.name === name)?.text;
  return [
    {
      id,
      title,
      target,
      cadence,
      measures: fact('measures') ?? '',
      frequency: fact('frequency') ?? '',
      reminder: fact('reminder'),
      goals: entry.links.goals ?? [],
      risks: linked(outline, entry, 'risks').map((risk) => ({
        title: risk.title ?? '',
        helps: risk.facts.find(({ name }) => name === 'helps')?.text ?? '',
      })),
      talkTo: linked(outline, entry, 'stakeholders').flatMap((one) => one.title ?? []),
    },
  ];
}

function linked(outline: Outline, { links }: Entry, kind: LinkKind): Entry[] {
  const entries = outline.get(linkTopics[kind])?.parts.flatMap((part) => part.entries) ?? [];
  return (links[kind] ?? []).flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
}
