import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useSentHistory } from './sent-history.ts';
import { type Suggestion, suggest } from './suggestions.ts';
import { useWorkspace } from './workspace.ts';

interface TypingOptions {
  draft: string;
  onDraft: (draft: string) => void;
  /** Whether there is something to send without a text. */
  mayBeEmpty: boolean;
  /** Answers whether it was taken. */
  onSend: (text: string) => Promise<boolean>;
}

/** What the composer's field does with keys: suggestions, sending, and bringing back what was sent. */
export function useTyping({ draft, onDraft, mayBeEmpty, onSend }: TypingOptions) {
  const field = useRef<HTMLTextAreaElement>(null);
  const history = useSentHistory();
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null); // the text for which Esc was pressed
  const workspace = useWorkspace();
  const suggestions = dismissed === draft ? [] : suggest(draft, caret, workspace);
  const current = suggestions[Math.min(chosen, suggestions.length - 1)];
  useLayoutEffect(() => fit(field.current, draft), [draft]);

  const write = (text: string, at = text.length) => {
    onDraft(text);
    setCaret(at);
    setChosen(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at)); // after React has written the text
  };
  const send = async () => {
    const text = draft.trim();
    if (text === '' && !mayBeEmpty) return;
    if (text !== '') history.add(text);
    write('');
    const isTaken = await onSend(text);
    if (!isTaken && field.current?.value === '') write(text); // nothing that was written is lost
  };
  const take = ({ text, caret: at }: Suggestion) => write(text, at);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const act = actOf(event, { current, draft, isRecalled: history.isRecalled(draft) });
    if (!act) return;
    event.preventDefault();
    if (act === 'send') void send();
    else if (act === 'take' && current) take(current);
    else if (act === 'dismiss') setDismissed(draft);
    else if (act === 'up' || act === 'down') setChosen(around(chosen + (act === 'up' ? -1 : 1), suggestions.length));
    else if (act === 'older' || act === 'newer') write(history.recall(draft, act));
  };
  const onChange = ({ value, selectionStart }: HTMLTextAreaElement) => {
    onDraft(value);
    setCaret(selectionStart);
    setChosen(0);
  };
  return { field, suggestions, current, take, send, onKeyDown, onChange, onCaret: setCaret, onDismiss: setDismissed };
}

interface Typing {
  current: Suggestion | undefined;
  draft: string;
  isRecalled: boolean;
}

/** What a key does here; null leaves it to the field. */
function actOf({ key, shiftKey }: KeyboardEvent, { current, draft, isRecalled }: Typing) {
  if (current) {
    if ((key === 'Enter' || key === 'Tab') && !shiftKey) return 'take';
    if (key === 'Escape') return 'dismiss';
    if (key === 'ArrowUp') return 'up';
    if (key === 'ArrowDown') return 'down';
  }
  if (key === 'Enter' && !shiftKey) return 'send';
  if (key === 'ArrowUp' && (draft === '' || isRecalled)) return 'older';
  if (key === 'ArrowDown' && isRecalled) return 'newer';
  return null;
}

function around(index: number, length: number): number {
  return (index + length) % length;
}

/** Grows with what is in it. */
function fit(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return;
  field.style.height = 'auto';
  if (text) field.style.height = `${field.scrollHeight}px`;
}
