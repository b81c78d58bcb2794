import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { header, type Message } from '../../blocks/kit.ts';
import { mondayToFriday, type PersonCalendar } from '../../src/calendar/working-days.ts';
import { makeSender, type Sender, type SenderDeps, usualPace } from '../../src/delivery/sender.ts';
import { slackOutlet } from '../../src/delivery/slack-outlet.ts';
import { slackLogger } from '../../src/log.ts';
import type { Delivery } from '../../src/store/deliveries.ts';
import type { Db } from '../../src/store/tables.ts';
import type { DatabaseKind } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { immortal, type Life, type SharedDatabase, sharedDatabase } from './mortal-database.ts';
import { monday } from './new-delivery.ts';
import { type SlackModel, type SlackModelOptions, slackModel } from './slack-model.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export interface PostOffice extends Omit<Process, 'life'>, AsyncDisposable {
  /** The database, for the test to look into. */
  db: Db;
  sender: Sender;
  /** What was logged so far. */
  log(): string;
}

/** One process with a database of its own, which lives for as long as the test. */
export async function openPostOffice(
  database: DatabaseKind,
  {
    at = monday,
    slack: model = {},
    ...some
  }: Partial<SenderDeps> & { at?: Date; slack?: Partial<SlackModelOptions> } = {},
): Promise<PostOffice> {
  const time = virtualTime(at);
  const shared = await sharedDatabase(database, time);
  const slack = slackModel({ time, ...model });
  const { log, written } = recordedLog();
  const sender = startSender({ shared, time, slack, life: immortal() }, { log, ...some });
  return {
    shared,
    time,
    slack,
    sender,
    db: shared.connect(immortal()),
    log: written,
    async [Symbol.asyncDispose]() {
      void sender.stop(0);
      await time.advance(0);
      await shared[Symbol.asyncDispose]();
    },
  };
}

export interface Process {
  shared: SharedDatabase;
  time: VirtualTime;
  slack: SlackModel;
  life: Life;
}

/** A process that sends what is in a shared database to a model of Slack, in virtual time, for as long as it lives. */
export function startSender({ shared, time, slack, life }: Process, some: Partial<SenderDeps> = {}): Sender {
  const log = pino({ level: 'silent' });
  const client = new WebClient('xoxb-1', {
    slackApiUrl: 'http://slack.example/api/',
    logger: slackLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: async (url, init) => {
      await life.step();
      const answer = await slack.fetch(url, init);
      await life.step();
      return answer;
    },
  });
  return makeSender({
    db: shared.connect(life),
    clock: time.clock,
    timers: {
      after: (ms, run) =>
        time.timers.after(ms, () => {
          if (!life.isOver) run();
        }),
    },
    outlet: slackOutlet(() => client),
    render: async (delivery) => messageOf(delivery),
    calendarOf: async () => officeHours,
    onRefused: async () => {},
    log,
    settings: usualPace,
    ...some,
  });
}

/** Says which delivery it is. */
export const messageOf = ({ key }: Delivery): Message => ({ text: key, blocks: [header(`What ${key} says`)] });

/** Monday to Friday in UTC. */
export const officeHours: PersonCalendar = {
  timeZone: 'UTC',
  hour: 9,
  workdays: mondayToFriday,
  holidays: () => undefined,
  leave: [],
};
