export interface PaceSettings {
  /** What is tried first: Slack does not state a workspace's limit. */
  startPerSecond: number;
  /** Never more than this, however much Slack takes. */
  mostPerSecond: number;
}

/** A request as the pace sees it. */
export interface Slot {
  startedAtMs: number;
  /** It had to wait for its turn: only then its answer says anything about the rate. */
  wasHeld: boolean;
}

/** How fast a workspace's requests may start. All moments are milliseconds of one clock. */
export interface Pace {
  perSecond(): number;
  /** How long until the next request may start; 0 is now. */
  waitMs(now: number): number;
  start(slot: Slot): void;
  /** The request that was to start was not needed: its turn goes to the next. */
  giveBack(): void;
  answered(slot: Slot, now: number): void;
  /** Slack said 429: half as fast, and nothing at all for `retryAfterMs`. */
  limited(slot: Slot, now: number, retryAfterMs: number): void;
  /** Slack said 429 of another method than the one that is paced. */
  pause(now: number, ms: number): void;
  /** Nothing came back: a pause, longer each time, until something does. */
  unanswered(slot: Slot, now: number): void;
}

const leastPerSecond = 0.2;
const longestSilenceMs = 60_000;
/** What Slack took in these times shows where its limit is: after growth only the last moment counts. */
const shortestMs = 1000;
const longestMs = 5000;
/** What waited and came late by up to this, as timers are late and disks slow, is made up for. */
const latenessMs = 40;
/** A little slower than allowed: requests may catch up with each other on their way. */
const slack = 1.02;

/**
 * The pace begins slowly and doubles each second while all goes well. The first 429 shows where Slack's limit is: from
 * then on half of that is the bottom, most of it is reached again at once, and the limit is felt for ever more slowly
 * around where it was and ever faster beyond, since Slack's limits move, too.
 */
export function makePace({ startPerSecond, mostPerSecond }: PaceSettings): Pace {
  const bounded = (rate: number): number => Math.min(mostPerSecond, Math.max(leastPerSecond, rate));
  let rate = bounded(startPerSecond);
  let limit: number | undefined; // where the last 429 came
  let answersSince = 0; // at full pace, since that 429
  let recent: number[] = []; // when the answers of the last seconds came
  let freeAt = Number.NEGATIVE_INFINITY; // when the next may start
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let slowedAt = Number.NEGATIVE_INFINITY;
  let silences = 0;
  let seenAt = Number.NEGATIVE_INFINITY;

  /** When a clock is set back, as much is left to wait as before. */
  const see = (now: number): void => {
    const backMs = Math.max(0, seenAt - now);
    freeAt -= backMs;
    pausedUntil -= backMs;
    slowedAt -= backMs;
    recent = backMs === 0 ? recent : [];
    seenAt = now;
  };
  const intervalMs = (): number => (1000 * slack) / rate;
  const remember = (now: number): void => {
    recent.push(now);
    while ((recent[0] ?? now) <= now - longestMs) recent.shift();
  };
  const takenPerSecond = (now: number, ms: number): number => (1000 * recent.filter((at) => at > now - ms).length) / ms;

  return {
    perSecond: () => rate,
    waitMs(now) {
      see(now);
      return Math.max(0, freeAt - now, pausedUntil - now);
    },
    start({ startedAtMs, wasHeld }) {
      see(startedAtMs);
      freeAt = Math.max(freeAt, startedAtMs - (wasHeld ? latenessMs : 0)) + intervalMs();
    },
    giveBack() {
      freeAt -= intervalMs();
    },
    answered({ wasHeld }, now) {
      see(now);
      silences = 0;
      remember(now);
      if (!wasHeld) return;
      answersSince++;
      rate = bounded(limit === undefined ? rate + Math.LN2 : limit * shareOfLimit(answersSince, limit));
    },
    limited({ startedAtMs }, now, retryAfterMs) {
      see(now);
      silences = 0;
      pausedUntil = Math.max(pausedUntil, now + retryAfterMs);
      if (startedAtMs <= slowedAt) return; // one of the same burst
      slowedAt = now;
      limit = Math.min(rate, Math.max(0.65 * rate, takenPerSecond(now, shortestMs), takenPerSecond(now, longestMs)));
      answersSince = 0;
      rate = bounded(limit / 2);
    },
    pause(now, ms) {
      see(now);
      pausedUntil = Math.max(pausedUntil, now + ms);
    },
    unanswered({ startedAtMs }, now) {
      see(now);
      if (startedAtMs <= slowedAt) return;
      slowedAt = now;
      pausedUntil = Math.max(pausedUntil, now + Math.min(longestSilenceMs, 1000 * 2 ** silences));
      silences++;
    },
  };
}

/**
 * How much of the limit is used after so many answers: from a half over 0.95 within a second to 1 after 20 seconds, 1.35
 * after 40 and 2.3 after 60. A low limit is felt for more slowly, so that 429s stay rare among few messages.
 */
function shareOfLimit(answers: number, limit: number): number {
  const probing = answers / Math.max(150, 20 * limit);
  return 0.95 - 0.45 * Math.exp((-3 * answers) / limit) + 0.05 * probing ** 3;
}
