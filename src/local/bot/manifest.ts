import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';

/** What the local workspace takes from the app's manifest. */
export interface Manifest {
  name: string;
  botName: string;
  commands: { command: string; description: string; usageHint: string; escapes: boolean }[];
  shortcuts: { callbackId: string; name: string; description: string; type: 'global' | 'message' }[];
  scopes: Set<string>;
  events: Set<string>;
  hasHome: boolean;
  hasMessagesTab: boolean;
  /** Whether people may write to the bot there. */
  takesMessages: boolean;
}

const file = z.looseObject({
  display_information: z.looseObject({ name: z.string() }),
  features: z.looseObject({
    app_home: z
      .looseObject({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(false),
        messages_tab_read_only_enabled: z.boolean().default(true),
      })
      .prefault({}),
    bot_user: z.looseObject({ display_name: z.string() }),
    slash_commands: z
      .array(
        z.looseObject({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.looseObject({
          callback_id: z.string(),
          name: z.string(),
          description: z.string(),
          type: z.enum(['global', 'message']),
        }),
      )
      .default([]),
  }),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
    })
    .prefault({}),
});

/**
 * Reads an app manifest.
 * @throws {Error} the file is not there or is no manifest; the message names it
 */
export function readManifest(path: string): Manifest {
  const parsed = file.safeParse(readYaml(path));
  if (!parsed.success) throw new Error(`${path} is not a Slack app manifest:\n${z.prettifyError(parsed.error)}`);
  const { display_information: about, features, oauth_config: oauth, settings } = parsed.data;
  const home = features.app_home;
  return {
    name: about.name,
    botName: features.bot_user.display_name,
    commands: features.slash_commands.map(({ command, description, usage_hint, should_escape }) => {
      return { command, description, usageHint: usage_hint, escapes: should_escape };
    }),
    shortcuts: features.shortcuts.map(({ callback_id, name, description, type }) => {
      return { callbackId: callback_id, name, description, type };
    }),
    scopes: new Set(oauth.scopes.bot),
    events: new Set(settings.event_subscriptions.bot_events),
    hasHome: home.home_tab_enabled,
    hasMessagesTab: home.messages_tab_enabled,
    takesMessages: home.messages_tab_enabled && !home.messages_tab_read_only_enabled,
  };
}

function readYaml(path: string): unknown {
  try {
    const content: unknown = load(readFileSync(path, 'utf8'));
    return content;
  } catch (cause) {
    throw new Error(`${path} cannot be read as YAML.`, { cause });
  }
}
