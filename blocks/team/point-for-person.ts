import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Point } from '../../src/digests/digest.ts';
import { dayText } from '../dates.ts';
import { clipped } from '../kit.ts';
import { measuredText, valueText } from '../kpis/standing-text.ts';

const mostTitle = 200;

/**
 * Something that came up by itself, as the person reads it once their manager shares it: what it is, with no advice
 * about them. It is kept, so that it names the day.
 */
export function pointForPerson(point: Point, today: LocalDate): string {
  const since = `since ${dayText(point.on, today)}`;
  switch (point.kind) {
    case 'plan':
      return `What your plan waits for ${since}`;
    case 'blocked':
      return `What blocks "${clipped(point.title, mostTitle)}" ${since}`;
    case 'unanswered':
    case 'missed':
      return `Your ${point.milestone} check-in, asked ${dayText(point.on, today)}, and what would make it easier to answer`;
    case 'off': {
      const { kpi, last, status, target } = point.standing;
      const value = last ? `${valueText(last, target.target)}, ` : '';
      return `${kpi.title}: ${value}off target${last && status === 'stale' ? ` when last ${measuredText(last, today)}` : ''}`;
    }
    case 'confidence':
      return `How sure you feel with ${point.milestone}: ${point.from} of 5 before, ${point.to} now`;
  }
}
