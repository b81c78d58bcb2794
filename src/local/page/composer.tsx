import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import type { PageConversation } from '../protocol.ts';
import { Shortcuts } from './shortcuts.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { type Suggestion, suggest, usageOf } from './suggestions.ts';
import { useWorkspace } from './workspace.ts';

interface ComposerProps {
  conversation: PageConversation;
  draft: string;
  onDraft: (draft: string) => void;
}

/** Where one writes. Enter sends, Shift+Enter is a new line, ↑ in an empty field brings back what was sent. */
export function Composer({ conversation, draft, onDraft }: ComposerProps): ReactNode {
  const workspace = useWorkspace();
  const { me, ask } = workspace;
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null); // the text for which Esc was pressed
  const history = useHistory();
  const suggestions = dismissed === draft ? [] : suggest(draft, caret, workspace);
  const current = suggestions[Math.min(chosen, suggestions.length - 1)];
  const usage = usageOf(draft, workspace);
  useLayoutEffect(() => fit(field.current, draft), [draft]);

  const write = (text: string, at = text.length) => {
    onDraft(text);
    setCaret(at);
    setChosen(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at)); // after React has written the text
  };
  const send = async () => {
    const text = draft.trim();
    if (text === '') return;
    history.add(text);
    write('');
    const answer = await ask({ kind: 'send', person: me.id, conversation: conversation.id, text });
    if (!answer.ok && field.current?.value === '') write(text); // it was not lost
  };
  const take = ({ text, caret: at }: Suggestion) => write(text, at);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const act = actionOf(event, { current, draft, isRecalled: history.isRecalled(draft) });
    if (!act) return;
    event.preventDefault();
    if (act === 'send') void send();
    else if (act === 'take' && current) take(current);
    else if (act === 'dismiss') setDismissed(draft);
    else if (act === 'up' || act === 'down') setChosen(around(chosen + (act === 'up' ? -1 : 1), suggestions.length));
    else if (act === 'older' || act === 'newer') write(history.recall(draft, act));
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
        field.current?.focus();
      }}
    >
      {current && <SuggestionList id={listId} suggestions={suggestions} current={current} onTake={take} />}
      {usage && !current && <p className="usage">{usage}</p>}
      <div className="composer-box">
        <textarea
          ref={field}
          rows={1}
          aria-label="Message"
          aria-autocomplete="list"
          aria-controls={current ? listId : undefined}
          aria-activedescendant={current ? `${listId}-${current.key}` : undefined}
          placeholder={conversation.kind === 'dm' ? `Message ${conversation.name}` : `Message #${conversation.name}`}
          value={draft}
          onChange={({ target }) => {
            onDraft(target.value);
            setCaret(target.selectionStart);
            setChosen(0);
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onBlur={() => setDismissed(draft)}
          onFocus={() => setDismissed(null)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-tools">
          <Shortcuts />
          <button type="submit" className="button primary send" aria-label="Send" disabled={draft.trim() === ''}>
            ➤
          </button>
        </div>
      </div>
    </form>
  );
}

interface Typing {
  current: Suggestion | undefined;
  draft: string;
  isRecalled: boolean;
}

/** What a key does here; null leaves it to the field. */
function actionOf({ key, shiftKey }: KeyboardEvent, { current, draft, isRecalled }: Typing) {
  if (current) {
    if ((key === 'Enter' && !shiftKey) || (key === 'Tab' && !shiftKey)) return 'take';
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

/** What was sent from here, for ↑ and ↓. */
function useHistory() {
  const sent = useRef<string[]>([]);
  const place = useRef(0);
  return {
    add: (text: string) => {
      sent.current = [...sent.current.filter((other) => other !== text), text];
      place.current = sent.current.length;
    },
    isRecalled: (draft: string) => draft !== '' && sent.current[place.current] === draft,
    recall: (draft: string, direction: 'older' | 'newer') => {
      if (draft === '') place.current = sent.current.length;
      const next = place.current + (direction === 'older' ? -1 : 1);
      place.current = Math.max(0, Math.min(next, sent.current.length));
      return sent.current[place.current] ?? '';
    },
  };
}
