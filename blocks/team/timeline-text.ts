import type { RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Moment } from '../../src/team/timeline.ts';
import { dayText } from '../dates.ts';
import { clipped, strong, words } from '../kit.ts';
import { statusText, valueText } from '../kpis/standing-text.ts';

const mostTitle = 80;

/** What happened on a day, in a line. */
export const momentLine = (moment: Moment, today: LocalDate): RichTextElement[] => [
  strong(dayText(moment.on, today)),
  words(`  ${momentText(moment)}`),
];

function momentText(moment: Moment): string {
  switch (moment.kind) {
    case 'asked':
      return `${moment.milestone} check-in asked${askedWords[moment.state]}`;
    case 'answered':
      return `${moment.milestone} answered${confidenceText(moment)}`;
    case 'changed':
      return `${moment.milestone} answer changed${confidenceText(moment)}`;
    case 'done':
      return `Done: ${clipped(moment.title, mostTitle)}`;
    case 'blocked':
      return `▲ Blocked: ${clipped(moment.title, mostTitle)}`;
    case 'unblocked':
      return `No longer blocked: ${clipped(moment.title, mostTitle)}`;
    case 'dropped':
      return `Dropped: ${clipped(moment.title, mostTitle)}`;
    case 'reopened':
      return `Reopened: ${clipped(moment.title, mostTitle)}`;
    case 'reading':
      return readingText(moment);
  }
}

const askedWords = { answered: '', missed: ', never answered', waiting: ', not answered yet' } as const;

const confidenceText = ({ confidence }: { confidence: number | undefined }): string =>
  confidence === undefined ? '' : `, confidence ${confidence} of 5`;

function readingText({ kpi, reading, level }: Extract<Moment, { kind: 'reading' }>): string {
  if (!kpi) return `${reading.kpi_id}: ${reading.value}`;
  return `${kpi.title}: ${valueText(reading, kpi.target)}${level ? `  ${statusText(level)}` : ''}`;
}
