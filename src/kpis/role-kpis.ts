import { likeness } from '../role/likeness.ts';
import type { Entry, Outline } from '../role/outline.ts';
import { type Cadence, type LinkKind, linkTopics, type Target } from '../role/schema.ts';
import { wordsOf } from '../role/words.ts';

/** A role as the KPIs need it: what is measured, against what, how often, and what helps when it is off. */
export interface RoleKpis {
  all: RoleKpi[];
  find(kpiId: string): RoleKpi | undefined;
  /** The KPI that a text begins with, by any of its names, and what stands after it: `p95 latency 87 ms`. */
  readName(text: string): Named | undefined;
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
      const [longest, shorter] = namesAtStart(text, byName);
      // of `sev 1` the figure is the value, though `sev 1` is a name as well
      const isValue = longest?.rest === '' && longest.kpi === shorter?.kpi && /^\p{N}+$/u.test(shorter.rest);
      return (isValue ? shorter : longest) ?? mistyped(text, byName);
    },
  };
}

interface Named {
  kpi: RoleKpi;
  rest: string;
}

/** The names that a text begins with, the longest first. */
function namesAtStart(text: string, byName: ReadonlyMap<string, RoleKpi>): Named[] {
  const parts = text.trim().split(/\s+/u).slice(0, mostWordsOfName);
  return parts
    .map((_, index) => parts.length - index)
    .flatMap((count) => {
      const kpi = byName.get(spelled(parts.slice(0, count).join(' ')));
      return kpi ? [{ kpi, rest: afterWords(text, count) }] : [];
    });
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

/** A slip of the keys counts from this likeness on, in names that have enough letters to be told apart. */
const fewestLetters = 5;
const alike = 0.8;

/** The name that the words before the first number are a slip of the keys for; undefined where several or none are. */
function mistyped(text: string, byName: ReadonlyMap<string, RoleKpi>): Named | undefined {
  const words = text.trim().split(/\s+/u);
  const end = words.findIndex((word) => /\p{N}/u.test(word));
  const count = Math.min(end === -1 ? words.length : end, mostWordsOfName);
  const phrase = spelled(words.slice(0, count).join(' '));
  if (phrase.length < fewestLetters) return undefined;
  const near = [...byName].filter(([name]) => likeness(phrase, name, alike) > 0).map(([, kpi]) => kpi);
  const [kpi, ...others] = new Set(near);
  return kpi && others.length === 0 ? { kpi, rest: afterWords(text, count) } : undefined;
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
