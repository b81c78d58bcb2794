import { type ReactNode, useId } from 'react';
import type { PageConversation } from '../protocol.ts';
import { Shortcuts } from './shortcuts.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { usageOf } from './suggestions.ts';
import { useTyping } from './typing.ts';
import { useWorkspace } from './workspace.ts';

interface ComposerProps {
  conversation: PageConversation;
  draft: string;
  onDraft: (draft: string) => void;
}

/** Where one writes. Enter sends, Shift+Enter is a new line, ↑ in an empty field brings back what was sent. */
export function Composer({ conversation, draft, onDraft }: ComposerProps): ReactNode {
  const workspace = useWorkspace();
  const listId = useId();
  const { field, suggestions, current, take, send, ...typing } = useTyping({
    draft,
    onDraft,
    onSend: async (text) => {
      const { me, ask } = workspace;
      return (await ask({ kind: 'send', person: me.id, conversation: conversation.id, text })).ok;
    },
  });
  const usage = usageOf(draft, workspace);
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
          onChange={({ target }) => typing.onChange(target)}
          onSelect={({ currentTarget }) => typing.onCaret(currentTarget.selectionStart)}
          onFocus={() => typing.onDismiss(null)}
          onBlur={() => typing.onDismiss(draft)}
          onKeyDown={typing.onKeyDown}
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
