import { type KeyboardEvent, useEffect, useState } from 'react';
import type { PageOptionGroup } from '../../protocol.ts';
import { packOption } from './fields.ts';
import type { Offered } from './option-list.tsx';
import { type ElementProps, useSurface } from './surface.tsx';

/** Typing is not told letter by letter. */
const pauseMs = 150;

interface BoxOptions {
  field: ElementProps['field'];
  fewest: number;
  onTake: (option: string) => void;
}

/** What is typed, what the app offers for it, and which of that the keys are at. */
export function useOptionBox({ field, fewest, onTake }: BoxOptions) {
  const { suggest } = useSurface();
  const [query, setQuery] = useState<string | null>(null); // null while it is closed
  const [found, setFound] = useState<{ query: string; groups: PageOptionGroup[] } | null>(null);
  const [place, setPlace] = useState(0);
  const isLongEnough = query !== null && query.length >= fewest;
  useEffect(() => {
    if (query === null || !isLongEnough) return;
    const state = { isCurrent: true };
    const timer = window.setTimeout(async () => {
      const groups = await suggest(field, query);
      if (state.isCurrent) setFound({ query, groups });
    }, pauseMs);
    return () => {
      state.isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [query, isLongEnough]);

  const groups = isLongEnough && found ? found.groups : [];
  const offered = placed(groups);
  const current = offered[Math.min(place, offered.length - 1)];
  const type = (text: string | null) => {
    setQuery(text);
    setPlace(0);
  };
  const take = ({ option }: Offered) => {
    onTake(packOption(option));
    type(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event, query !== null);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Enter sends no form, and Esc closes no modal
    if (act === 'open') type('');
    else if (act === 'close') type(null);
    else if (act === 'take' && current) take(current);
    else if (act === 'up' || act === 'down')
      setPlace((place + (act === 'up' ? -1 : 1) + offered.length) % Math.max(1, offered.length));
  };
  const left = fewest - (query?.length ?? 0);
  const note = hintFor({ left, isAsking: found?.query !== query, isEmpty: offered.length === 0 });
  return {
    isOpen: query !== null,
    query: query ?? '',
    offered,
    current,
    note,
    type,
    take,
    onKeyDown,
    open: () => query === null && type(''),
    close: () => type(null),
  };
}

function hintFor({ left, isAsking, isEmpty }: { left: number; isAsking: boolean; isEmpty: boolean }): string | null {
  if (left > 0) return `Type ${left === 1 ? 'one more letter' : `${left} more letters`}`;
  if (!isEmpty) return null;
  return isAsking ? 'Looking…' : 'No results';
}

function placed(groups: PageOptionGroup[]): Offered[] {
  return groups
    .flatMap(({ label, options }) => options.map((option, index) => ({ option, label: index === 0 ? label : null })))
    .map((one, place) => ({ ...one, place }));
}

function actOf({ key, nativeEvent }: KeyboardEvent, isOpen: boolean) {
  if (nativeEvent.isComposing) return null;
  if (!isOpen) return key === 'ArrowDown' || key === 'Enter' ? 'open' : null;
  if (key === 'Enter') return 'take';
  if (key === 'Escape') return 'close';
  if (key === 'ArrowUp') return 'up';
  return key === 'ArrowDown' ? 'down' : null;
}
