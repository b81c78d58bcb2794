import { createContext, useContext } from 'react';
import type { Clock } from '../../calendar/clock.ts';
import type { PageAnswer, PageConversation, PagePerson, PageRequest, PageState, ShareRequest } from '../protocol.ts';

/** What every part of the page may need. It changes rarely, so messages are not drawn again for each other. */
export interface Workspace {
  app: PageState['app'];
  people: PagePerson[];
  me: PagePerson;
  conversations: PageConversation[];
  theme: 'light' | 'dark';
  clock: Clock;
  /** Problems have been shown when it answers; the errors of a submission are the caller's. */
  ask: (request: PageRequest) => Promise<PageAnswer>;
  /** The same for a file. */
  share: (request: ShareRequest, file: File) => Promise<PageAnswer>;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace needs a WorkspaceContext around it');
  return workspace;
}

/** The name of a person or of the bot. */
export function nameOf({ people, app }: Pick<Workspace, 'people' | 'app'>, id: string): string {
  if (id === app.botUserId) return app.name;
  return people.find((person) => person.id === id)?.name ?? id;
}
