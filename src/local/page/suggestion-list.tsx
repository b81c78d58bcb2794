import { type ReactNode, useEffect, useRef } from 'react';
import type { Suggestion } from './suggestions.ts';

interface SuggestionListProps {
  id: string;
  suggestions: Suggestion[];
  current: Suggestion;
  onTake: (suggestion: Suggestion) => void;
}

/** Above the composer, which keeps the focus and tells which one is current. */
export function SuggestionList({ id, suggestions, current, onTake }: SuggestionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div ref={list} id={id} className="suggestions" role="listbox" aria-label="Suggestions" tabIndex={-1}>
      {suggestions.map((suggestion) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keys
        <div
          key={suggestion.key}
          id={`${id}-${suggestion.key}`}
          role="option"
          tabIndex={-1}
          aria-selected={suggestion.key === current.key}
          onMouseDown={(event) => event.preventDefault()} // the composer keeps the focus
          onClick={() => onTake(suggestion)}
        >
          <b>{suggestion.name}</b>
          <span className="hint">{suggestion.detail}</span>
        </div>
      ))}
    </div>
  );
}
