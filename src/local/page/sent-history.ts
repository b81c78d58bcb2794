import { useRef } from 'react';

/** What was sent from here, for ↑ and ↓. */
export function useSentHistory() {
  const sent = useRef<string[]>([]);
  const place = useRef(0);
  return {
    add: (text: string) => {
      sent.current = [...sent.current.filter((other) => other !== text), text];
      place.current = sent.current.length;
    },
    /** Whether the draft is one that was brought back, and unchanged since. */
    isRecalled: (draft: string) => draft !== '' && sent.current[place.current] === draft,
    recall: (draft: string, direction: 'older' | 'newer') => {
      if (draft === '') place.current = sent.current.length;
      const next = place.current + (direction === 'older' ? -1 : 1);
      place.current = Math.max(0, Math.min(next, sent.current.length));
      return sent.current[place.current] ?? '';
    },
  };
}
