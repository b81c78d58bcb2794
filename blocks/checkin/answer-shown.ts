import type { KnownBlock, ModalView } from '@slack/types';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import type { AnswerToRead } from '../../src/plans/read-answer.ts';
import { dayText } from '../dates.ts';
import { clipped, lines, mention, phrase, plain, strong, words } from '../kit.ts';
import { barText } from '../progress/bar.ts';
import { goalLine } from '../progress/goal-state.ts';
import { choicesOf, confidenceText, fieldText, type Stakeholder } from './form-fields.ts';

/** What somebody answered, for those who may read it; what is only for them is not in it. */
export const answerShown = (
  { plan, milestone, answer }: AnswerToRead,
  stakeholders: readonly Stakeholder[],
): ModalView => ({
  type: 'modal',
  callback_id: 'checkin.shown',
  title: plain(clipped(`${milestone.title} answer`, 24)),
  close: plain('Close'),
  blocks:
    answer === undefined
      ? [lines(...phrase`This was answered before you could see it. It is ${mention(plan.personId)}'s to share.`)]
      : [
          lines(
            ...phrase`${mention(plan.personId)} answered on ${dayText(localDateOf(answer.savedAt, plan.timeZone), plan.today)}.`,
          ),
          lines(
            words(barText(milestone.goals)),
            ...milestone.goals.flatMap((goal) => [
              words('\n'),
              ...goalLine(goal),
              ...(goal.evidence === '' ? [] : [words(`: ${goal.evidence}`)]),
            ]),
          ),
          ...said(answer.texts, stakeholders),
        ],
});

type Texts = NonNullable<AnswerToRead['answer']>['texts'];

const titles = {
  wentWell: 'What went well',
  blockerKind: 'In the way',
  blocker: 'In their words',
  help: 'Help wanted',
  helpFrom: 'From whom',
} as const;

/** In the person's own words, each under what was asked. */
function said(texts: Texts, stakeholders: readonly Stakeholder[]): KnownBlock[] {
  const fields = (['wentWell', 'blockerKind', 'blocker', 'help', 'helpFrom'] as const).flatMap(
    (field): KnownBlock[] => {
      const value = texts[field] ?? '';
      const text = choicesOf(field, stakeholders) ? fieldText(field, value, stakeholders) : value;
      return text === '' ? [] : [quoted(titles[field], text)];
    },
  );
  const confidence = texts.confidence === undefined ? [] : [quoted('Confidence', confidenceText(texts.confidence))];
  const all = [...fields, ...confidence];
  return all.length > 0 ? all : [lines(words('Nothing more was said.'))];
}

const quoted = (title: string, text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [
    { type: 'rich_text_section', elements: [strong(title)] },
    { type: 'rich_text_quote', elements: [words(text)] },
  ],
});
