import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Standing } from '../../src/kpis/standing.ts';
import { dayText, hourText } from '../dates.ts';
import { bulletBlocks } from '../entry-lines.ts';
import { actions, afterAsking, button, context, lines, type Message, primary, strong, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { settingsActions } from '../settings/settings-actions.ts';
import { chooseButton, kpiActions } from './kpi-actions.ts';
import { valueText } from './standing-text.ts';

export interface PromptView {
  personId: string;
  /** What is asked for. */
  asked: readonly Standing[];
  /** Whether they keep KPIs that come with an event. */
  hasEvents: boolean;
  today: LocalDate;
}

/** Asks for all that is due, in one message. The buttons carry what is asked for. */
export function promptMessage({ personId, asked, hasEvents, today }: PromptView): Message {
  const kpiIds = asked.map(({ kpi }) => kpi.id).join(' ');
  return asMessage([
    lines(
      strong(asked.length === 1 ? 'Time for a number.' : `Time for ${asked.length} numbers.`),
      words(' What you have is enough; leave out the rest.'),
    ),
    ...bulletBlocks(
      [],
      asked.map(({ kpi, last, target }) => [
        strong(kpi.title),
        words(
          last
            ? `, last time ${valueText(last, target.target)} on ${dayText(last.measured_on, today)}`
            : ', for the first time',
        ),
      ]),
    ),
    ...actions([
      primary(button(asked.length === 1 ? 'Log it' : 'Log them', kpiActions.prompted, kpiIds)),
      button('Tomorrow', `${kpiActions.putOff}:tomorrow`, kpiIds),
      button('Next Monday', `${kpiActions.putOff}:next-monday`, kpiIds),
      button('I am away', settingsActions.leave, personId),
      button('Skip this time', kpiActions.skip, kpiIds),
    ]),
    ...actions([
      ...(hasEvents ? [eventButton()] : []),
      chooseButton('Change which I keep'),
      afterAsking(button('Stop asking', kpiActions.stop, 'stop'), {
        title: 'Stop asking?',
        text: 'I ask for no more values. What you logged stays, and you can choose KPIs again at any time.',
        yes: 'Stop asking',
      }),
    ]),
    context('You, your manager and the workspace admins can see your values.'),
  ]);
}

/** For what is measured per release or per test. */
export const eventButton = () => button('I shipped something', kpiActions.event, 'event');

/** What a prompt turns into. */
export const promptPutOff = (on: LocalDate, kpiIds: string, today: LocalDate): Message =>
  asMessage([
    lines(words(`All right. I ask again on ${dayText(on, today)}.`)),
    ...actions([button('Log now after all', kpiActions.prompted, kpiIds)]),
  ]);

export const promptSkipped = (
  next: { on: LocalDate; hour: number } | undefined,
  kpiIds: string,
  today: LocalDate,
): Message =>
  asMessage([
    lines(words(next ? `Skipped. I ask again on ${dayText(next.on, today)} at ${hourText(next.hour)}.` : 'Skipped.')),
    ...actions([button('Log now after all', kpiActions.prompted, kpiIds), chooseButton('Change which I keep')]),
  ]);

export const promptsStopped = (): Message =>
  asMessage([
    lines(words('I ask for no more values. What you logged stays.')),
    ...actions([chooseButton('Choose KPIs again')]),
  ]);

/** Nothing that they keep comes with an event. */
export const noEventKpis = (): Message =>
  asMessage([
    lines(
      words('None of the KPIs that you keep comes with a release or a test. Choose one that does, or log any value.'),
    ),
    ...actions([chooseButton('Choose KPIs')]),
  ]);
