import type { Logger } from 'pino';
import type { TurnableClock } from '../../calendar/turnable-clock.ts';
import type { BotLink } from '../bot/link.ts';
import { keepOffset } from '../kept/clock-offset.ts';
import type { LocalDb } from '../kept/database.ts';
import type { Messages } from '../kept/messages.ts';
import { type Person, partnerIn, type World } from '../kept/world.ts';
import type { ClockOutcome, PageAnswer, PageClock } from '../protocol.ts';
import type { Timers } from '../server/timers.ts';
import { done, problem, type RequestOf } from './answers.ts';
import { turnForward, type Way, wayByADay, wayByAnHour, wayToNext } from './clock-moves.ts';
import type { OpenPages } from './open-pages.ts';

/** The clock that the workspace and the bot share, and what the bot does for it. */
export interface BotTime {
  clock: TurnableClock;
  /** When the bot has something to do next; undefined when nothing is to come. */
  nextDueAt(): Promise<Date | undefined>;
  /** Does all that is due now, and waits until nothing is under way. */
  settle(): Promise<void>;
  /** Begins what it does each hour. */
  beginHourly(): void;
  /** Empties the bot's own database. */
  startOver(): Promise<void>;
}

export interface WorkspaceTime {
  read(): Promise<PageClock>;
  /** Answers when the clock is there; the pages are told on the way. */
  turn(person: Person, by: Turn['by']): Promise<PageAnswer>;
  /** Sets the clock back to the machine's, runs `empty`, and lets the bot begin anew. */
  startOver(empty: () => Promise<void>): Promise<PageAnswer>;
  /** Something happened: what is next may have changed. */
  refresh(): void;
}

interface Deps {
  time: BotTime;
  db: LocalDb;
  world: World;
  messages: Messages;
  bot: BotLink;
  pages: OpenPages;
  log: Logger;
  timers: Timers;
  closing: AbortSignal;
}

interface State {
  nextDueAt: Date | undefined;
  isMoving: boolean;
  outcome: ClockOutcome | null;
}

/** The bot calls Slack first and then notes that it has: what is next is asked for once more after this. */
const LOOK_AGAIN_MS = 1000;

/** Events may lead to work, and work to events; a bot that never comes to rest is not waited for. */
const MOST_ROUNDS = 20;

const isMovingAlready = problem('The clock is being turned already. Wait until it is there.');

/** The workspace's clock, turned by one page at a time while all of them look on. */
export function createWorkspaceTime(deps: Deps): WorkspaceTime {
  const { time, db, world, pages, closing } = deps;
  const { clock } = time;
  const state: State = { nextDueAt: undefined, isMoving: false, outcome: null };
  const shown = (): PageClock => ({
    ...state,
    offsetMs: clock.offsetMs(),
    nextDueAt: state.nextDueAt?.toISOString() ?? null,
  });
  const tell = (): void => pages.tell(world.people.keys(), { kind: 'clock', clock: shown() });
  const onTurn = async (): Promise<void> => {
    await keepOffset(db, clock.offsetMs()); // first, so that it survives whatever is done at that moment
    tell();
  };
  /** Runs one thing at a time, and lets the pages see that it runs. */
  const alone = async (run: () => Promise<PageAnswer>): Promise<PageAnswer> => {
    if (state.isMoving) return isMovingAlready;
    state.isMoving = true;
    tell();
    try {
      return await run();
    } finally {
      state.isMoving = false;
      if (!closing.aborted) {
        state.nextDueAt = await askNext(deps);
        tell();
      }
    }
  };
  const look = createLatest(async () => {
    if (closing.aborted) return;
    const before = state.nextDueAt?.getTime();
    state.nextDueAt = await askNext(deps);
    if (state.nextDueAt?.getTime() !== before && !state.isMoving) tell();
  });
  const lookLater = createPause(deps.timers, look);

  return {
    async read() {
      if (!state.isMoving) state.nextDueAt = await askNext(deps);
      return shown();
    },
    turn: (person, by) =>
      alone(async () => {
        const outcome = await turn(deps, { person, by, onTurn });
        if (!outcome) return problem('Nothing is to come: the app has nothing planned.');
        state.outcome = outcome;
        return done;
      }),
    startOver: (empty) =>
      alone(async () => {
        state.outcome = null;
        clock.reset();
        await keepOffset(db, 0);
        await empty();
        await time.startOver();
        await settleAll(deps);
        return done;
      }),
    refresh() {
      if (state.isMoving || !pages.isAnyOpen()) return;
      look();
      lookLater();
    },
  };
}

interface Turn {
  person: Person;
  by: RequestOf<'turn-clock'>['by'];
  onTurn: () => Promise<void>;
}

/** Undefined when it was to go to the next thing, and there is none. */
async function turn(deps: Deps, { person, by, onTurn }: Turn): Promise<ClockOutcome | undefined> {
  const { time, messages, closing } = deps;
  const lastTs = messages.latestTs();
  const settle = () => settleAll(deps);
  if (by === 'next') await settle(); // what is due already is not what comes next
  const way = await wayOf(deps, person, by);
  if (!way) return undefined;
  const isThere = await turnForward({ ...time, settle, onTurn, isOver: () => closing.aborted }, way);
  time.beginHourly(); // once, however many hours passed; what comes of it comes after the turn
  return {
    at: time.clock.now().toISOString(),
    news: await newsSince(deps, lastTs),
    problem: isThere ? null : 'Something stays due, so the clock stopped on the way. The log may say why.',
  };
}

async function wayOf({ time }: Deps, { timeZone }: Person, by: Turn['by']): Promise<Way | undefined> {
  const now = time.clock.now();
  if (by === 'hour') return wayByAnHour(now);
  if (by === 'day') return wayByADay(now, timeZone);
  const due = await time.nextDueAt();
  return due && wayToNext(due, now);
}

/** What is due, and what the bot is told of it, and what comes of that. */
async function settleAll({ time, bot }: Deps): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await time.settle();
    if (!(await bot.quiet())) return;
  }
}

async function askNext({ time, log }: Deps): Promise<Date | undefined> {
  try {
    return await time.nextDueAt();
  } catch (err) {
    log.warn({ err }, 'the bot does not say what is due next');
    return undefined;
  }
}

async function newsSince({ messages, world }: Deps, ts: string): Promise<ClockOutcome['news']> {
  const counts = await messages.countAfter(ts, world.app.botUserId);
  return counts.flatMap(({ conversationId, count }): ClockOutcome['news'] => {
    const conversation = world.conversations.get(conversationId);
    if (!conversation) return [];
    const partner = partnerIn(world, conversation);
    return partner
      ? [{ personId: partner.id, name: partner.name, count }]
      : [{ personId: null, name: `#${conversation.name}`, count }];
  });
}

/** Runs something a second after it was asked for, however often it is asked for meanwhile. */
function createPause(timers: Timers, run: () => void): () => void {
  const state = { isWaiting: false };
  return () => {
    if (state.isWaiting) return;
    state.isWaiting = true;
    timers.after(LOOK_AGAIN_MS, () => {
      state.isWaiting = false;
      run();
    });
  };
}

/** Runs something when it is asked for, one at a time; what is asked for meanwhile makes one more run. */
function createLatest(run: () => Promise<void>): () => void {
  const state = { isRunning: false, isWanted: false };
  const go = async (): Promise<void> => {
    state.isRunning = true;
    while (state.isWanted) {
      state.isWanted = false;
      await run();
    }
    state.isRunning = false;
  };
  return () => {
    state.isWanted = true;
    if (!state.isRunning) void go();
  };
}
