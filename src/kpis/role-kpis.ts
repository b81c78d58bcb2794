import { called, mistyped, namedPlaces } from '../role/names.ts';
import type { Entry, Outline } from '../role/outline.ts';
import { linksFrom, type Place, type Places, placesOf } from '../role/places.ts';
import type { Cadence, LinkKind, Target } from '../role/schema.ts';
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
  const places = placesOf(outline);
  const named = namedPlaces(places).filter(({ place }) => place.kind === 'entry' && place.topic.name === 'kpis');
  const kpis = new Map(named.flatMap(({ place }) => kpiOf(place, places)));
  const byId = new Map([...kpis.values()].map((kpi) => [kpi.id, kpi]));
  const one = (found: readonly Place[]): RoleKpi | undefined => kpis.get(found[0]?.command ?? '');
  return {
    all: [...byId.values()],
    find: (kpiId) => byId.get(kpiId),
    readName(text) {
      const [longest, shorter] = namesAtStart(text, (phrase) => one(called(named, phrase)));
      // of `sev 1` the figure is the value, though `sev 1` is a name as well
      const isValue = longest?.rest === '' && longest.kpi === shorter?.kpi && /^\p{N}+$/u.test(shorter.rest);
      return (isValue ? shorter : longest) ?? slipAtStart(text, (phrase) => one(mistyped(named, phrase)));
    },
  };
}

interface Named {
  kpi: RoleKpi;
  rest: string;
}

type FindKpi = (phrase: string) => RoleKpi | undefined;

/** The names that a text begins with, the longest first. */
function namesAtStart(text: string, find: FindKpi): Named[] {
  const words = text.trim().split(/\s+/u).slice(0, mostWordsOfName);
  const value = words.findIndex(isAmount);
  const parts = value === -1 ? words : words.slice(0, value);
  return parts
    .map((_, index) => parts.length - index)
    .flatMap((count) => {
      const kpi = find(spelled(parts.slice(0, count)));
      return kpi ? [{ kpi, rest: afterWords(text, count) }] : [];
    });
}

/** `-2%` and `+1` are no figure of a name, though `sev-2` and `sev 1` are names. */
const isAmount = (word: string): boolean => /^[+\-−]\p{N}|\p{N}%$/u.test(word);

/** The name that the words before the first number are a slip of the keys for. */
function slipAtStart(text: string, find: FindKpi): Named | undefined {
  const words = text.trim().split(/\s+/u);
  const end = words.findIndex((word) => /\p{N}/u.test(word));
  const count = Math.min(end === -1 ? words.length : end, mostWordsOfName);
  const kpi = find(spelled(words.slice(0, count)));
  return kpi && { kpi, rest: afterWords(text, count) };
}

const spelled = (words: readonly string[]): string => wordsOf(words.join(' ')).join(' ');

const afterWords = (text: string, count: number): string =>
  text.trim().replace(new RegExp(`^(?:\\S+\\s*){${count}}`, 'u'), '');

/** By what is typed for it; none where the role gives no target or cadence. */
function kpiOf(place: Place, places: Places): [string, RoleKpi][] {
  if (place.kind !== 'entry') return [];
  const { target, cadence, facts, links, id = '' } = place.entry;
  if (!target || !cadence) return [];
  const fact = (name: string): string | undefined => facts.find((other) => other.name === name)?.text;
  const linked = (wanted: LinkKind): Entry[] =>
    linksFrom(places, place.entry)
      .filter(({ kind }) => kind === wanted)
      .flatMap((some) => some.places.flatMap((other) => (other.kind === 'entry' ? [other.entry] : [])));
  const kpi: RoleKpi = {
    id,
    title: place.title,
    target,
    cadence,
    measures: fact('measures') ?? '',
    frequency: fact('frequency') ?? '',
    reminder: fact('reminder'),
    goals: links.goals ?? [],
    risks: linked('risks').map((risk) => ({
      title: risk.title ?? '',
      helps: risk.facts.find(({ name }) => name === 'helps')?.text ?? '',
    })),
    talkTo: linked('stakeholders').flatMap(({ title }) => title ?? []),
  };
  return [[place.command, kpi]];
}
