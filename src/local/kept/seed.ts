import { randomBytes } from 'node:crypto';
import type { LocalDb, PersonRow, Tables } from './database.ts';

/** Ids never change, so that the bot's own database still fits when this one starts afresh. */
export const team = { id: 'T0NORTHWND', name: 'Northwind Labs', domain: 'northwind-labs' };
export const app = { id: 'A0ROLECOACH', botId: 'B0ROLECOACH', botUserId: 'U0ROLECOACH' };

const people: (PersonRow & { dm: string })[] = [
  // the page starts as the first: whoever tries the bot is a new hire for a start
  person('JOEL', 'Joel Park', 'Machine Learning Specialist', 'America/New_York', 'member'),
  person('PRIYA', 'Priya Nair', 'Machine Learning Specialist', 'Asia/Kolkata', 'member'),
  person('MIRA', 'Mira Lindqvist', 'Machine Learning Lead', 'Europe/Stockholm', 'member'),
  person('ADA', 'Ada Okafor', 'Head of People', 'Europe/London', 'admin'),
  person('SAM', 'Sam Duarte', 'Contractor', 'America/Sao_Paulo', 'guest'),
  person('NOOR', 'Noor Haddad', 'Left the company', 'Asia/Dubai', 'deactivated'),
];

/** Who may have a plan that is under way when somebody looks in for the first time. */
export const example = { workspaceId: team.id, personId: 'U0JOEL00000', managerId: 'U0MIRA00000' };

const teamChannel = 'C0MLTEAM01';
/** The bot is not in this one, nor is the guest. */
const generalChannel = 'C0GENERAL1';

function person(
  short: string,
  name: string,
  title: string,
  timeZone: string,
  kind: PersonRow['kind'],
): PersonRow & { dm: string } {
  const id = `0${short}`.padEnd(10, '0');
  return {
    id: `U${id}`,
    dm: `D${id}`,
    handle: name.toLowerCase().replace(' ', '.'),
    name,
    title,
    time_zone: timeZone,
    kind,
    updated: 1_700_000_000,
  };
}

/** Fills a new workspace: its people, its channels, a direct message with the bot for each, and its secrets. */
export async function seedWhenNew(db: LocalDb): Promise<void> {
  const known = await db.selectFrom('settings').select('name').executeTakeFirst();
  if (known) return;
  const active = people.filter(({ kind }) => kind !== 'deactivated').map(({ id }) => id);
  const members = new Map([
    [teamChannel, [...active, app.botUserId]],
    [generalChannel, people.filter(({ kind }) => kind === 'admin' || kind === 'member').map(({ id }) => id)],
    ...people.map(({ id, dm }): [string, string[]] => [dm, [id, app.botUserId]]),
  ]);
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('people').values(personRows()).execute();
    await trx
      .insertInto('conversations')
      .values([
        { id: teamChannel, kind: 'channel', name: 'ml-team' },
        { id: generalChannel, kind: 'channel', name: 'general' },
        ...people.map(({ dm, handle }) => ({ id: dm, kind: 'dm' as const, name: handle })),
      ])
      .execute();
    await trx
      .insertInto('members')
      .values([...members].flatMap(([id, ids]) => ids.map((one) => ({ conversation_id: id, person_id: one }))))
      .execute();
    await trx.insertInto('settings').values(newSecrets()).execute();
  });
}

/** The people of a new workspace, as they begin. */
export function personRows(): PersonRow[] {
  return people.map(({ dm: _, ...row }) => row);
}

function newSecrets(): Tables['settings'][] {
  return [
    { name: 'token', value: `xoxb-local-${randomBytes(24).toString('hex')}` },
    { name: 'signingSecret', value: randomBytes(16).toString('hex') },
    { name: 'verificationToken', value: randomBytes(12).toString('hex') },
  ];
}
