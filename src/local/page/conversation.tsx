import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { PageConversation, PageMessage, PageView } from '../protocol.ts';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import { MessageList } from './message-list.tsx';

type Tab = 'messages' | 'home';

interface ConversationProps {
  conversation: PageConversation;
  tab: Tab;
  /** Of all conversations, oldest first. */
  messages: readonly PageMessage[];
  home: PageView | null;
  live: boolean;
  onTab: (tab: Tab) => void;
  onSidebar: () => void;
}

/** What is looked at: a channel, or the app with its two tabs. */
export function Conversation(props: ConversationProps): ReactNode {
  const { conversation, tab, messages, home, live, onTab, onSidebar } = props;
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const here = useMemo(
    () => messages.filter((message) => message.conversation === conversation.id),
    [messages, conversation.id],
  );
  const isApp = conversation.kind === 'dm';
  const panel = isApp ? { role: 'tabpanel', id: 'panel', 'aria-labelledby': `tab-${tab}` } : {};
  return (
    <main className="conversation">
      <header>
        <button type="button" className="icon-button sidebar-button" aria-label="Show the sidebar" onClick={onSidebar}>
          ☰
        </button>
        <h2>
          {!isApp && <span aria-hidden="true">#&#8202;</span>}
          {conversation.name}
          {isApp && <span className="badge">App</span>}
        </h2>
        {!live && (
          <p className="reconnecting" role="status">
            Reconnecting…
          </p>
        )}
      </header>
      {isApp && <Tabs tab={tab} onTab={onTab} />}
      <div className="panel" {...panel}>
        {tab === 'home' ? (
          <Home view={home} />
        ) : (
          <>
            <MessageList key={conversation.id} conversation={conversation} messages={here} />
            <Composer
              conversation={conversation}
              draft={drafts[conversation.id] ?? ''}
              onDraft={(draft) => setDrafts((before) => ({ ...before, [conversation.id]: draft }))}
            />
          </>
        )}
      </div>
    </main>
  );
}

const tabs: { tab: Tab; name: string }[] = [
  { tab: 'home', name: 'Home' },
  { tab: 'messages', name: 'Messages' },
];

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = tab === 'home' ? 'messages' : 'home';
    onTab(other);
    list.current?.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label="Parts of the app" tabIndex={-1} onKeyDown={onKeyDown}>
      {tabs.map(({ tab: each, name }) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-controls="panel"
          aria-selected={each === tab}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
