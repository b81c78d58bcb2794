import { type ReactNode, useId } from 'react';
import type { PageConversation } from '../protocol.ts';
import { Attached, type Attachment, FilePicker, useAttachment } from './attachment.tsx';
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
  const isDirect = conversation.kind === 'dm';
  const attachment = useAttachment(isDirect ? conversation.id : null);
  const { field, suggestions, current, take, send, ...typing } = useTyping({
    draft,
    onDraft,
    mayBeEmpty: attachment.file !== null,
    onSend: useSending(conversation.id, attachment),
  });
  const onPick = (file: File | null) => {
    attachment.pick(file);
    field.current?.focus(); // Enter sends it
  };
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
          placeholder={isDirect ? `Message ${conversation.name}` : `Message #${conversation.name}`}
          value={draft}
          onChange={({ target }) => typing.onChange(target)}
          onSelect={({ currentTarget }) => typing.onCaret(currentTarget.selectionStart)}
          onFocus={() => typing.onDismiss(null)}
          onBlur={() => typing.onDismiss(draft)}
          onKeyDown={typing.onKeyDown}
        />
        {attachment.picked && <Attached picked={attachment.picked} onRemove={() => onPick(null)} />}
        <div className="composer-tools">
          {isDirect && <FilePicker onPick={onPick} />}
          <Shortcuts />
          <button
            type="submit"
            className="button primary send"
            aria-label="Send"
            disabled={draft.trim() === '' && !attachment.file}
          >
            ➤
          </button>
        </div>
      </div>
    </form>
  );
}

/** Sends what was written, with the file that goes with it; one that is not taken is there to be sent again. */
function useSending(conversation: string, { file, pick }: Attachment): (text: string) => Promise<boolean> {
  const { me, ask, share } = useWorkspace();
  return async (text) => {
    if (!file) return (await ask({ kind: 'send', person: me.id, conversation, text })).ok;
    pick(null);
    const { ok } = await share({ person: me.id, conversation, text }, file);
    if (!ok) pick(file);
    return ok;
  };
}
