import type { RichTextElement } from '@slack/types';
import type { Point } from '../../src/digests/digest.ts';
import type { Coaching } from '../../src/plans/coaching.ts';
import { dayText } from '../dates.ts';
import { clipped, strong, words } from '../kit.ts';
import { aimText, changeText, measuredText, valueText } from '../kpis/standing-text.ts';
import { attentionText } from '../plans/needs-attention.ts';
import { directionText } from './direction.ts';

interface About {
  personId: string;
  managerId: string;
  today: string;
  /** What is older was told before: it is said in short. */
  since: Date;
}

const mostTitle = 80;

/** Something to talk about: what it is and since when, and one thing that a manager can do about it. */
export function pointText(point: Point, { personId, managerId, today, since: toldUntil }: About): RichTextElement[] {
  const isKnown = point.at < toldUntil;
  const since = `since ${point.on === today ? 'today' : dayText(point.on)}`;
  switch (point.kind) {
    case 'plan':
      return [...attentionText({ personId, managerId, attention: point.attention }), words(` It is so ${since}.`)];
    case 'blocked':
      return [
        words(isKnown ? '▲ Still blocked: ' : '▲ Blocked: '),
        strong(clipped(point.title, mostTitle)),
        words(` ${since}. ${blockedHelp(point.coaching, isKnown)}`),
      ];
    case 'unanswered':
      return [words(`${point.milestone} check-in not answered yet, asked ${dayText(point.on)}. A nudge may do.`)];
    case 'missed':
      return [
        words(
          `${point.milestone} check-in never answered, asked ${dayText(point.on)}. Ask what got in the way; it can still be answered.`,
        ),
      ];
    case 'off':
      return offText(point, today);
    case 'confidence':
      return [
        words(
          `Confidence fell from ${point.from} to ${point.to} of 5 with ${point.milestone}, ${dayText(point.on)}. Ask what changed.`,
        ),
      ];
  }
}

/** By the links of the role: whom to bring in and what to ask for, or where to take it, or what usually helps. */
function blockedHelp(coaching: Coaching | undefined, isKnown: boolean): string {
  const helper = coaching?.talkTo[0]?.title;
  const ask = isKnown ? '' : (coaching?.askFor ?? '');
  if (helper !== undefined)
    return `Offer to introduce them to ${helper}${ask === '' ? '.' : `. To ask for: ${clipped(ask, 160)}`}`;
  const further = coaching?.escalateTo[0]?.title;
  if (further !== undefined) return `If you cannot settle it: ${further}.`;
  const helps = coaching?.risks[0]?.helps;
  return helps ? `What usually helps: ${clipped(helps, 160)}` : 'Ask what would get it moving.';
}

function offText({ standing }: Extract<Point, { kind: 'off' }>, today: string): RichTextElement[] {
  const { kpi, last, status, target } = standing;
  const value = last ? valueText(last, target.target) : '';
  const change = changeText(standing, today);
  const aim = aimText(target.target);
  const helps = kpi.risks[0]?.helps;
  const who = kpi.talkTo[0];
  const help = who === undefined ? helps : `Offer to bring in ${who}.`;
  // it may be well by now: that is to be known first
  const next =
    last && status === 'stale'
      ? `Last ${measuredText(last, today)}: a newer value would help.`
      : clipped(help ?? '', 160);
  return [
    words('▲ Off: '),
    strong(kpi.title),
    words(
      [
        ` ${value}${change === '' ? '' : ` (${change}${directionText(standing)})`}.`,
        ...(aim === '' ? [] : [`On target is ${aim}.`]),
        next,
      ]
        .join(' ')
        .trimEnd(),
    ),
  ];
}
