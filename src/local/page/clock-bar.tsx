import { Fragment, type ReactNode, useEffect, useState } from 'react';
import type { Clock } from '../../calendar/clock.ts';
import type { ClockOutcome, PageClock } from '../protocol.ts';
import { ConfirmDialog } from './blocks/confirm-dialog.tsx';
import { momentName, newsWords, whenName } from './clock-words.ts';
import { useWorkspace } from './workspace.ts';

interface ClockBarProps {
  clock: PageClock;
  /** The machine's clock, which the workspace's is ahead of. */
  machine: Clock;
  live: boolean;
  /** To somebody's direct message with the app. */
  onSee: (person: string) => void;
}

const minuteMs = 60_000;
const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** The time of the workspace, and what turns it. */
export function ClockBar({ clock, machine, live, onSee }: ClockBarProps): ReactNode {
  const { me, ask } = useWorkspace();
  const now = new Date(machine.now().getTime() + clock.offsetMs);
  useEachMinute(now);
  const next = clock.nextDueAt === null ? null : new Date(clock.nextDueAt);
  const turn = (by: 'hour' | 'day' | 'next') => void ask({ kind: 'turn-clock', person: me.id, by });
  const button = (name: string, by: 'hour' | 'day' | 'next', isIdle = false) => (
    <button
      type="button"
      className="button"
      disabled={!live}
      aria-disabled={clock.isMoving || isIdle} // not disabled: that would lose the focus
      onClick={() => clock.isMoving || isIdle || turn(by)}
    >
      {name}
    </button>
  );
  return (
    <section className={clock.isMoving ? 'clock-bar moving' : 'clock-bar'} aria-label="The clock of this workspace">
      <p className="clock-now">
        <time dateTime={now.toISOString()}>{momentName(now, me.timeZone, { withYear: true })}</time>
        <span className="hint">{placeOf(me.timeZone)}</span>
      </p>
      <div className="clock-buttons">
        {button('+1 hour', 'hour')}
        {button('+1 day', 'day')}
        {button('Next event', 'next', next === null)}
        <span className="hint">{next ? whenName(next, now, me.timeZone) : 'nothing planned yet'}</span>
      </div>
      <p className="clock-outcome" role="status">
        {clock.isMoving ? 'Turning the clock…' : clock.outcome && <Outcome outcome={clock.outcome} onSee={onSee} />}
      </p>
      <StartOver isOff={!live || clock.isMoving} />
    </section>
  );
}

/** Draws again when the minute is over. */
function useEachMinute(now: Date): void {
  const [, setTick] = useState(0);
  const left = minuteMs - (now.getTime() % minuteMs);
  useEffect(() => {
    const timer = window.setTimeout(() => setTick((tick) => tick + 1), left);
    return () => window.clearTimeout(timer);
  });
}

/** `New York` of `America/New_York`. */
function placeOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

const mostNamed = 3;

/** Where the clock was stopped, and whom the app wrote to on the way. */
function Outcome({ outcome, onSee }: { outcome: ClockOutcome; onSee: (person: string) => void }): ReactNode {
  const { me } = useWorkspace();
  const { at, news, problem } = outcome;
  const named = news.slice(0, mostNamed);
  const more = news.length - mostNamed;
  return (
    <>
      {momentName(new Date(at), me.timeZone)} in your time:{news.length === 0 && ' nothing new'}
      {named.map((one, index) => (
        <Fragment key={one.name}>
          {' '}
          <span className="news">
            <News one={one} isFirst={index === 0} onSee={onSee} />
            {index < named.length - 1 && ','}
          </span>
        </Fragment>
      ))}
      {more > 0 && `, and some for ${more} more`}
      {problem !== null && `. ${problem}`}
    </>
  );
}

interface NewsProps {
  one: ClockOutcome['news'][number];
  isFirst: boolean;
  onSee: (person: string) => void;
}

/** How many messages for whom; for a person it leads to where they read them. */
function News({ one, isFirst, onSee }: NewsProps): ReactNode {
  const { me, people } = useWorkspace();
  const words = newsWords(one, me.id, isFirst);
  const reader = people.find(({ id, kind }) => id === one.personId && kind !== 'deactivated');
  if (!reader) return words;
  return (
    <button type="button" className="link" onClick={() => onSee(reader.id)}>
      {words}
    </button>
  );
}

const question = {
  title: plain('Start over?'),
  text: plain('All that was said here goes, plans and answers too, and the clock goes back to today.'),
  confirm: plain('Start over'),
  deny: plain('Keep it'),
  style: 'danger' as const,
};

function StartOver({ isOff }: { isOff: boolean }): ReactNode {
  const { me, ask } = useWorkspace();
  const [isAsking, setIsAsking] = useState(false);
  const answer = (yes: boolean) => {
    setIsAsking(false);
    if (yes) void ask({ kind: 'start-over', person: me.id });
  };
  return (
    <>
      <button type="button" className="link start-over" disabled={isOff} onClick={() => setIsAsking(true)}>
        Start over
      </button>
      {isAsking && <ConfirmDialog confirm={question} onAnswer={answer} />}
    </>
  );
}
