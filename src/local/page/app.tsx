import { type Dispatch, type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Clock } from '../../calendar/clock.ts';
import { turnableClock } from '../../calendar/turnable-clock.ts';
import type { PageAnswer, PageRequest, PageState, ShareRequest } from '../protocol.ts';
import { type Place, usePerson, usePlace, useTheme } from './choices.ts';
import { ClockBar } from './clock-bar.tsx';
import { post, postFile, useStore } from './connection.ts';
import { Conversation } from './conversation.tsx';
import { Modals } from './modals.tsx';
import { Sidebar } from './sidebar.tsx';
import type { StoreEvent } from './store.ts';
import { Toasts } from './toasts.tsx';
import { type Workspace, WorkspaceContext } from './workspace.ts';

/** A small Slack: whom one acts as, where one looks, and what the server says. `machine` is this machine's clock. */
export function App({ machine }: { machine: Clock }): ReactNode {
  const [wanted, choosePerson] = usePerson();
  const [store, dispatch] = useStore(wanted);
  const [theme, toggleTheme] = useTheme();
  const [place, go] = usePlace();
  const [sidebarIsOpen, setSidebarIsOpen] = useState(false);
  const { workspace: state, live, toasts, unread } = store;
  const { ask, share } = useAsking(dispatch);
  const clock = useMemo(() => turnableClock(machine, store.offsetMs), [machine, store.offsetMs]);
  const workspace = useWorkspaceOf(state, { theme, clock, ask, share });
  const conversation = state && shown(state, place);
  useEffect(() => {
    if (state) document.title = `${conversation?.name ?? 'Local workspace'} – ${state.workspace.name}`;
    const isRead = conversation && place.tab === 'messages' && unread.includes(conversation.id);
    if (isRead) dispatch({ kind: 'seen', conversation: conversation.id });
  }, [state, conversation, place.tab, unread, dispatch]);

  if (!state || !workspace || !conversation) {
    return <p className="starting">{live ? 'There is nothing to see yet.' : 'Looking for the local workspace…'}</p>;
  }
  const see = (person: string) => {
    choosePerson(person);
    go('', 'messages'); // to whatever is first: their direct message with the app
  };
  const notes = <Toasts toasts={toasts} onClose={(id) => dispatch({ kind: 'toast-closed', id })} />;
  return (
    <WorkspaceContext value={workspace}>
      <div className="frame">
        {state.clock && <ClockBar clock={state.clock} machine={machine} live={live} onSee={see} />}
        <div className={sidebarIsOpen ? 'app sidebar-open' : 'app'}>
          <Sidebar
            name={state.workspace.name}
            current={conversation.id}
            unread={unread}
            isOpen={sidebarIsOpen}
            onGo={(to) => {
              go(to, 'messages');
              setSidebarIsOpen(false);
            }}
            onPerson={choosePerson}
            onTheme={toggleTheme}
            onClose={() => setSidebarIsOpen(false)}
          />
          <Conversation
            key={state.me}
            conversation={conversation}
            tab={conversation.kind === 'dm' ? place.tab : 'messages'}
            messages={state.messages}
            home={state.home}
            live={live}
            onTab={(tab) => go(conversation.id, tab)}
            onSidebar={() => setSidebarIsOpen(true)}
          />
        </div>
      </div>
      <Modals stack={state.modals} notes={notes} />
    </WorkspaceContext>
  );
}

/** Asks the server, and shows the problems that it answers with. */
function useAsking(dispatch: Dispatch<StoreEvent>): Pick<Workspace, 'ask' | 'share'> {
  return useMemo(() => {
    const shown = async (asked: Promise<PageAnswer>): Promise<PageAnswer> => {
      dispatch({ kind: 'asked' });
      const answer = await asked;
      if (!answer.ok && 'problem' in answer) dispatch({ kind: 'problem', text: answer.problem });
      return answer;
    };
    return {
      ask: (request: PageRequest) => shown(post(request)),
      share: (request: ShareRequest, file: File) => shown(postFile(request, file)),
    };
  }, [dispatch]);
}

/** The conversation in the address, or the one with the bot: there one can just write. */
function shown({ conversations }: PageState, place: Place) {
  return (
    conversations.find(({ id }) => id === place.conversation) ??
    conversations.find(({ kind }) => kind === 'dm') ??
    conversations[0]
  );
}

function useWorkspaceOf(
  state: PageState | null,
  given: Pick<Workspace, 'theme' | 'clock' | 'ask' | 'share'>,
): Workspace | null {
  const { theme, clock, ask, share } = given;
  const { app, people, conversations } = state ?? {};
  const me = people?.find(({ id }) => id === state?.me);
  return useMemo(
    () => (app && people && conversations && me ? { app, people, conversations, me, theme, clock, ask, share } : null),
    [app, people, conversations, me, theme, clock, ask, share],
  );
}
