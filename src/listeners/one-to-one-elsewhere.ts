import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { personPage } from '../../blocks/team/person-page.ts';
import type { Actor } from '../plans/rights.ts';
import { readPerson } from '../team/read-person.ts';
import type { Deps } from './deps.ts';
import { publishHome } from './home.ts';

/** Who changed something about a one-to-one. It is stored already, so that a failure here is none for them. */
interface Change {
  client: WebClient;
  actor: Actor;
}

/** Draws the Home tab of whoever it is about anew, be it that it lies open: what is shared with them is there. */
export async function showSharedTo({ client, actor }: Change, deps: Deps, personId: string): Promise<void> {
  const { workspaceId } = actor;
  await tried(deps, { workspaceId, personId }, () => publishHome(client, deps, { workspaceId, personId }));
}

/** Shows it in the person's page that lies below. */
export async function showInPage(
  { client, actor }: Change,
  deps: Deps,
  { personId, personViewId }: { personId: string; personViewId: string | undefined },
): Promise<void> {
  if (personViewId === undefined) return;
  await tried(deps, actor, async () => {
    const page = await readPerson(deps.kpis, actor, personId);
    if (page) await client.views.update({ view_id: personViewId, view: personPage(page) });
  });
}

/** Shows it in a one-to-one that lies below. */
export async function showBelow(
  { client, actor }: Change,
  deps: Deps,
  { viewId, view }: { viewId: string; view: ModalView },
): Promise<void> {
  await tried(deps, actor, async () => {
    await client.views.update({ view_id: viewId, view });
  });
}

/** What was closed meanwhile is no failure. */
async function tried({ log }: Deps, { workspaceId, personId }: Actor, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error, workspace: workspaceId, person: personId }, 'a page was not redrawn');
  }
}
