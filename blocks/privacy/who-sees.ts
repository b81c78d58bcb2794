import type { Button, ContextBlock, RichTextElement } from '@slack/types';
import type { WhoSees } from '../../src/privacy/who-sees.ts';
import { dayText } from '../dates.ts';
import { actions, context, lines, list, type Modal, mention, phrase, plain, strong, words } from '../kit.ts';
import { disownButton, shareButton } from '../team/reporting-buttons.ts';
import { whoSeesView } from './privacy-actions.ts';

/**
 * Who sees what, for the person whose it is: in words what docs/rights.md has as a table.
 * @param justDone what has come of a button of this page; left out: nothing was pressed
 */
export const whoSeesModal = (view: WhoSees, justDone?: RichTextElement[]): Modal => ({
  type: 'modal',
  callback_id: whoSeesView,
  title: plain('What others see'),
  close: plain('Back'),
  blocks: [
    ...(justDone ? [lines(...justDone)] : []),
    list(managerTitle(view), view.manager ? managerSees : []),
    ...actions(view.manager ? managerButtons(view.manager) : []),
    list([strong('Workspace admins')], adminsSee),
    list([strong('You alone')], youAlone),
    list([strong('For one-to-ones')], oneToOnes),
    list(
      [strong('Everybody else')],
      [
        [words('Nothing. That goes for whoever was your manager before, too')],
        [
          words(
            'Who tries to start a plan for you reads that you have a plan or a manager here, if you do: not which, nor who, nor any day',
          ),
        ],
      ],
    ),
    ...keptLine(view.kept),
    context('Whoever runs me has the database, and with it could read all of it.'),
  ].filter(({ elements }) => elements.length > 0),
});

function managerTitle({ manager, today }: WhoSees): RichTextElement[] {
  if (!manager) return [strong('Your manager: '), words('nobody is, so nobody sees anything as that.')];
  return [
    strong('Your manager, '),
    mention(manager.id),
    ...(manager.since === undefined
      ? phrase`, sees all that you have recorded`
      : phrase`, sees what you record since ${dayText(manager.since, today)}; what came before only once you share it`),
  ];
}

const managerButtons = ({ id, since }: NonNullable<WhoSees['manager']>): Button[] => [
  ...(since === undefined ? [] : [shareButton(id)]),
  disownButton(id),
];

/** Nothing is said of what is kept as long as the workspace has me. */
function keptLine(kept: WhoSees['kept']): ContextBlock[] {
  const parts = [
    ...after('plans', kept.plan, ' after their end'),
    ...after('KPI values', kept.reading),
    ...after('notes for one-to-ones', kept.note),
    ...after('my list of messages', kept.message),
    ...after('the audit log', kept.audit),
  ];
  return parts.length === 0 ? [] : [context(`How long this is kept here: ${parts.join(', ')}.`)];
}

const after = (what: string, months: number | null, from = ''): string[] =>
  months === null ? [] : [`${what} ${months} months${from}`];

const managerSees: RichTextElement[][] = [
  [words('Your plan, its dates and milestones, and whether a check-in is answered')],
  [words('Your goals with their notes, and your answers to check-ins')],
  [words('Your KPIs: values, notes and targets')],
  [words('Your hours, working days and days away')],
];

const adminsSee: RichTextElement[][] = [
  [
    words(
      'The same as a manager, from the beginning. Each look of theirs is written down, and "Who has read my data" shows it to you',
    ),
  ],
  [words('What pushes or asks for your values: API tokens and Prometheus queries')],
];

const oneToOnes: RichTextElement[][] = [
  [
    words(
      "Your manager's own notes for your one-to-ones are theirs, also once somebody else is your manager; those they share with you are in your Home tab. No admin and no other manager sees either",
    ),
  ],
];

const youAlone: RichTextElement[][] = [
  [words('What you mark "only for me", and what you have typed and not sent')],
  [words('Your data as files')],
];
