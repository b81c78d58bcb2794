import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts';
import type { Reading } from '../store/readings.ts';
import { aimOf } from './bounds.ts';
import type { Level } from './standing.ts';
import type { ValidTarget } from './target-on.ts';

/** Whether a target that has a day will be reached by then, if things go on as between two readings. */
export interface Pace {
  reachBy: LocalDate;
  /** `reached`: it is on target now; `unknown`: one reading is no pace. */
  outlook: 'reached' | 'in-time' | 'too-late' | 'standing-still' | 'wrong-way' | 'unknown';
  /** When it gets there at this pace; undefined where it does not. */
  reachesOn: LocalDate | undefined;
}

interface Course {
  target: ValidTarget;
  last: Reading;
  previous: Reading | undefined;
  baseline: Reading | undefined;
  level: Level;
}

/** Ten years: later than that is never. */
const farthestDays = 3653;

/** The straight line from the baseline, or from the reading before, through the last one. */
export function paceOf({ target: { target, reachBy }, last, previous, baseline, level }: Course): Pace | undefined {
  if (reachBy === undefined) return undefined;
  const pace = (outlook: Pace['outlook'], reachesOn?: LocalDate): Pace => ({ reachBy, outlook, reachesOn });
  if (level === 'on-target') return pace('reached');
  const start = target.kind === 'relative' ? baseline : previous;
  const aim = aimOf(target, baseline);
  if (!start || aim === undefined || start.measured_on >= last.measured_on) return pace('unknown');
  const perDay = (last.value - start.value) / daysBetween(start.measured_on, last.measured_on);
  const left = aim - last.value;
  if (perDay === 0) return pace('standing-still');
  if (Math.sign(perDay) !== Math.sign(left)) return pace('wrong-way');
  const days = Math.ceil(Number((left / perDay).toPrecision(12))); // 15.000000000000002 days are 15
  if (days > farthestDays) return pace('too-late');
  const reachesOn = addDays(last.measured_on, days);
  return pace(reachesOn <= reachBy ? 'in-time' : 'too-late', reachesOn);
}
