import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { load as parse } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commandName } from '../blocks/kit.ts';
import { eventRoutes } from '../src/listeners/events.ts';
import { shortcuts } from '../src/listeners/shortcuts.ts';
import { readManifest } from '../src/local/bot/manifest.ts';
import { neededScopes } from '../src/manifest.ts';

const file = 'manifest.yml';
const source = readFileSync(file, 'utf8');
const manifest = readManifest(file);
const scopes = [...manifest.scopes];
const events = [...manifest.events];

const text = (most: number, least = 1) => z.string().min(least).max(most);

/** What Slack says of lengths and numbers, where the schema is silent. */
const withinLimits = z.looseObject({
  display_information: z.looseObject({ name: text(35), description: text(140), long_description: text(4000, 175) }),
  features: z.looseObject({
    bot_user: z.looseObject({ display_name: text(80) }),
    slash_commands: z
      .array(
        z.looseObject({
          command: text(32).startsWith('/'),
          description: text(2000),
          usage_hint: text(1000),
        }),
      )
      .max(50),
    shortcuts: z.array(z.looseObject({ callback_id: text(255), name: text(24), description: text(150) })).max(10),
  }),
});

/** As the comments in the manifest ask for: no Socket Mode, and the four URLs. */
const overHttp = source
  .replace('socket_mode_enabled: true', 'socket_mode_enabled: false')
  .replaceAll(/# ((?:request_|message_menu_options_)?url: )/g, '$1');

describe('the manifest', () => {
  test('is what the schema of Slack asks for, for Socket Mode and for HTTP', () => {
    const validate = new Ajv({ strict: false, allErrors: true, formats: { uri: true } }).compile(
      z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync('test/slack/manifest.schema.json', 'utf8'))),
    );
    for (const version of [source, overHttp]) {
      validate(parse(version));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test('keeps to the lengths and numbers that Slack allows', () => {
    expect(withinLimits.safeParse(parse(source)).error).toBeUndefined();
  });

  test('has a request URL for commands, events and buttons once it is set up for HTTP', () => {
    const url = z.literal('https://coach.example.com/slack/events');
    const withUrls = z.object({
      features: z.object({ slash_commands: z.array(z.object({ url })) }),
      settings: z.object({
        event_subscriptions: z.object({ request_url: url }),
        interactivity: z.object({ request_url: url, message_menu_options_url: url }),
        socket_mode_enabled: z.literal(false),
      }),
    });
    expect(withUrls.safeParse(parse(overHttp)).error).toBeUndefined();
  });

  test('shows the Home tab, lets people write to the bot, and sends button presses', () => {
    expect(manifest).toMatchObject({ hasHome: true, hasMessagesTab: true, takesMessages: true });
    expect(parse(source)).toMatchObject({ settings: { interactivity: { is_enabled: true } } });
  });

  test('has mentions arrive as ids, and asks for nothing in the name of a person', () => {
    expect(manifest.commands.every(({ escapes }) => escapes)).toBe(true);
    expect(parse(source)).toMatchObject({ oauth_config: { scopes: { bot: scopes } } });
    expect(source).not.toMatch(/^ +user(_optional)?:/m);
  });

  test('says with each scope what needs it', () => {
    const explained = [...source.matchAll(/^ +- (\S+) # \S.*$/gm)].map(([, scope]) => scope);
    expect(explained).toEqual(expect.arrayContaining(scopes));
  });

  test('asks for scopes and events that Slack has', () => {
    expect(namesOfType('BotScope')).toEqual(expect.arrayContaining(scopes));
    expect(namesOfType('ManifestEvent')).toEqual(expect.arrayContaining(events));
  });

  test('is where the bot takes the scopes from that it checks its token for', () => {
    expect(neededScopes(file)).toEqual(scopes);
  });
});

describe('the manifest and the listeners', () => {
  test('know the same commands', () => {
    expect(manifest.commands.map(({ command }) => command)).toEqual([commandName]);
  });

  test('know the same shortcuts', () => {
    expect(manifest.shortcuts.map(({ callbackId }) => callbackId).sort()).toEqual([...shortcuts.keys()].sort());
  });

  test('know the same events', () => {
    const types = events.map((event) => event.replace(/^message\..*/, 'message')); // `message.im` arrives as `message`
    expect([...new Set(types)].sort()).toEqual([...eventRoutes.keys()].sort());
  });

  test('each method of Slack that the bot calls has its scope', () => {
    const calls = ['src', 'src/listeners', 'src/delivery'].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => [
          ...readFileSync(path.join(folder, name), 'utf8').matchAll(/\bclient(?:Of\(\w+\))?\.(\w+\.\w+)\(/g),
        ]),
    );
    const methods = new Set(calls.map(([, method = '']) => method));
    expect(methods.size).toBeGreaterThan(0);
    for (const method of methods)
      expect([method, scopeOf[method]]).toEqual([method, expect.toBeOneOf([null, ...scopes])]);
  });
});

/** The scope that each method needs, by Slack's reference; null needs none. A method new to the bot is added here. */
const scopeOf: Record<string, string | null> = {
  'auth.test': null,
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': 'im:history',
  'conversations.open': 'im:write',
  'files.info': 'files:read',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'views.open': null,
  'views.publish': null,
  'views.push': null,
  'views.update': null,
};

/** The names that a union type of `@slack/web-api` lists. It is not exported, so its declaration is read. */
function namesOfType(name: string): string[] {
  const declarations = readFileSync('node_modules/@slack/web-api/dist/types/request/manifest.d.ts', 'utf8');
  const [, union = ''] = new RegExp(`^type ${name} = (.+);$`, 'm').exec(declarations) ?? [];
  return [...union.matchAll(/'([^']+)'/g)].map(([, member = '']) => member);
}
