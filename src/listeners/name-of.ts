import type { WebClient } from '@slack/web-api';

/** What somebody is called in Slack, beside their id. */
export async function nameOf(client: WebClient, id: string): Promise<[id: string, name: string]> {
  const { user } = await client.users.info({ user: id });
  return [id, user?.profile?.display_name || user?.real_name || id];
}
