import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Avatar } from './avatar.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import { timeOfDay } from './times.ts';
import { useWorkspace } from './workspace.ts';

interface SidebarProps {
  name: string;
  current: string;
  unread: readonly string[];
  isOpen: boolean;
  onGo: (conversation: string) => void;
  onPerson: (person: string) => void;
  onTheme: () => void;
  onClose: () => void;
}

/** The workspace's name, its conversations, and whom one acts as. */
export function Sidebar({ name, current, unread, isOpen, onGo, onPerson, onTheme, onClose }: SidebarProps): ReactNode {
  const { conversations, theme } = useWorkspace();
  const sidebar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) sidebar.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [isOpen]);

  const link = (conversation: (typeof conversations)[number]) => {
    const isNew = unread.includes(conversation.id);
    return (
      <li key={conversation.id}>
        <button
          type="button"
          className={isNew ? 'place unread' : 'place'}
          aria-current={conversation.id === current ? 'page' : undefined}
          onClick={() => onGo(conversation.id)}
        >
          {conversation.kind === 'channel' ? <span aria-hidden="true">#</span> : <AppAvatar />}
          <span className="place-name">{conversation.name}</span>
          {isNew && <span className="new">new</span>}
        </button>
      </li>
    );
  };
  return (
    <>
      {isOpen && <button type="button" className="curtain" aria-label="Close the sidebar" onClick={onClose} />}
      <div
        ref={sidebar}
        className="sidebar"
        role="none"
        onKeyDown={({ key }) => {
          if (key === 'Escape') onClose();
        }}
      >
        <header>
          <h1>{name}</h1>
          <button
            type="button"
            className="icon-button"
            aria-label={theme === 'dark' ? 'Use light colours' : 'Use dark colours'}
            title={theme === 'dark' ? 'Light' : 'Dark'}
            onClick={onTheme}
          >
            {theme === 'dark' ? '☀' : '☾'}
          </button>
        </header>
        <nav aria-label="Conversations">
          <h2 className="sidebar-heading">Channels</h2>
          <ul>{conversations.filter(({ kind }) => kind === 'channel').map(link)}</ul>
          <h2 className="sidebar-heading">Apps</h2>
          <ul>{conversations.filter(({ kind }) => kind === 'dm').map(link)}</ul>
        </nav>
        <ActingAs onPerson={onPerson} />
      </div>
    </>
  );
}

function AppAvatar(): ReactNode {
  const { app } = useWorkspace();
  return <Avatar id={app.botUserId} name={app.name} isApp size="small" />;
}

const kinds = { admin: 'admin', member: 'member', guest: 'guest', deactivated: 'deactivated' };

function ActingAs({ onPerson }: { onPerson: (person: string) => void }): ReactNode {
  const { people, me, clock } = useWorkspace();
  const [isListOpen, setIsListOpen] = useState(false);
  return (
    <footer>
      <div className="acting-as-head">
        <label htmlFor="acting-as">Acting as</label>
        <button type="button" className="link" onClick={() => setIsListOpen(true)}>
          People…
        </button>
      </div>
      {isListOpen && <PeopleDialog onClose={() => setIsListOpen(false)} />}
      <div className="acting-as">
        <Avatar id={me.id} name={me.name} />
        <select id="acting-as" value={me.id} onChange={({ target }) => onPerson(target.value)}>
          {people.map(({ id, name, kind }) => (
            <option key={id} value={id} disabled={kind === 'deactivated'}>
              {kind === 'member' ? name : `${name} (${kinds[kind]})`}
            </option>
          ))}
        </select>
      </div>
      <p>
        {me.title}
        <br />
        {timeOfDay(clock.now(), me.timeZone)} in {me.timeZone.replaceAll('_', ' ')}
      </p>
    </footer>
  );
}
