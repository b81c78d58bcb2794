import { SlackError } from '../checks/slack-error.ts';
import type { LocalDb, PersonKind, PersonRow } from './database.ts';
import { app, team } from './seed.ts';

/** Who and what there is, read once. Of all this only people change: `savePeople` keeps them and this in step. */
export interface World {
  team: { id: string; name: string; domain: string };
  app: { id: string; botId: string; botUserId: string };
  token: string;
  signingSecret: string;
  verificationToken: string;
  people: Map<string, Person>;
  conversations: Map<string, Conversation>;
}

export interface Person {
  id: string;
  handle: string;
  name: string;
  title: string;
  timeZone: string;
  kind: PersonKind;
  /** When they were last changed, in whole seconds. */
  updated: number;
}

export interface Conversation {
  id: string;
  kind: 'channel' | 'dm';
  name: string;
  members: Set<string>;
}

export async function readWorld(db: LocalDb): Promise<World> {
  const settings = new Map(
    (await db.selectFrom('settings').selectAll().execute()).map(({ name, value }) => [name, value]),
  );
  const people = await db.selectFrom('people').selectAll().execute();
  const conversations = await db
    .selectFrom('conversations')
    .selectAll()
    .orderBy('kind')
    .orderBy('name', 'desc')
    .execute();
  const members = await db.selectFrom('members').selectAll().execute();
  const membersOf = (id: string): Set<string> =>
    new Set(members.filter(({ conversation_id }) => conversation_id === id).map(({ person_id }) => person_id));
  return {
    team,
    app,
    token: settings.get('token') ?? '',
    signingSecret: settings.get('signingSecret') ?? '',
    verificationToken: settings.get('verificationToken') ?? '',
    people: new Map(people.map((row) => [row.id, personOf(row)])),
    conversations: new Map(conversations.map((one) => [one.id, { ...one, members: membersOf(one.id) }])),
  };
}

/** A person as the rest of the workspace knows them. */
export function personOf({ time_zone: timeZone, ...rest }: PersonRow): Person {
  return { ...rest, timeZone };
}

/** Keeps people as they are from now on. */
export async function savePeople({ db, world }: { db: LocalDb; world: World }, people: Person[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { id, kind, timeZone, updated } of people) {
      await trx.updateTable('people').set({ kind, time_zone: timeZone, updated }).where('id', '=', id).execute();
    }
  });
  for (const person of people) world.people.set(person.id, person);
}

/** @throws {SlackError} user_not_found */
export function getPerson(world: World, id: string): Person {
  const person = world.people.get(id);
  if (!person) throw new SlackError('user_not_found');
  return person;
}

/** The direct message of a person with the bot. */
export function getDirectMessage(world: World, personId: string): Conversation {
  for (const conversation of world.conversations.values()) {
    if (conversation.kind === 'dm' && conversation.members.has(personId)) return conversation;
  }
  throw new SlackError('channel_not_found');
}

/** By id, by `#name`, or the direct message of a user's id. */
export function findConversation(world: World, channel: string): Conversation | undefined {
  const known = world.conversations.get(channel);
  if (known) return known;
  if (world.people.has(channel)) return getDirectMessage(world, channel);
  const name = channel.replace(/^#/, '');
  return [...world.conversations.values()].find((one) => one.kind === 'channel' && one.name === name);
}

/** The person whom the bot talks to in a direct message; undefined in a channel. */
export function partnerIn(world: World, conversation: Conversation): Person | undefined {
  if (conversation.kind !== 'dm') return undefined;
  return [...conversation.members].flatMap((id) => world.people.get(id) ?? [])[0];
}

export function conversationsOf(world: World, personId: string): Conversation[] {
  return [...world.conversations.values()].filter(({ members }) => members.has(personId));
}
