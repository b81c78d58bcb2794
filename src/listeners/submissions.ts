import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewOutput, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Message } from '../../blocks/kit.ts';
import { asModal, fromOlderVersion } from '../../blocks/problem.ts';
import { explain } from '../../blocks/refusal.ts';
import { searchBlock, searchInput, searchModal, searchView } from '../../blocks/views.ts';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { checkinForms } from './checkin-forms.ts';
import { type Deps, forRequest } from './deps.ts';
import { digestForms } from './digest-forms.ts';
import { reportFailure } from './failure.ts';
import { kpiForms } from './kpi-forms.ts';
import { oneToOneForms } from './one-to-one-forms.ts';
import { planForms } from './plan-forms.ts';
import { isDeepest } from './press.ts';
import { queryForms } from './query-forms.ts';
import { reportingForms } from './reporting-forms.ts';
import { settingsForms } from './settings-forms.ts';
import { tokenForms } from './token-forms.ts';

/** A form that somebody sent. */
export interface Submission {
  actor: Actor;
  view: ViewOutput;
  values: ViewOutput['state']['values'];
  client: AllMiddlewareArgs['client'];
  /** To be done once the form is acknowledged: nobody waits for it. */
  afterwards(work: () => Promise<void>): void;
}

/** What a form becomes: it closes, all of them close, it shows what is wrong by block id, or it turns into another view. */
export type FormAnswer =
  | { closes: 'this' | 'all' }
  | { errors: Record<string, string> }
  | { update: ModalView }
  | { push: ModalView };

export type FormRoute = (submission: Submission, deps: Deps) => Promise<FormAnswer> | FormAnswer;

/** What each form leads to once it is sent, by its callback id. */
export const forms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([
  [
    searchView,
    ({ values }, { guide }) => ({
      update: searchModal(guide.search(values[searchBlock]?.[searchInput]?.value ?? '')),
    }),
  ],
  ...planForms,
  ...checkinForms,
  ...kpiForms,
  ...digestForms,
  ...oneToOneForms,
  ...reportingForms,
  ...settingsForms,
  ...queryForms,
  ...tokenForms,
]);

/** A form is acknowledged once it is stored: until then Slack keeps it open, with all that was typed. */
export function listenToSubmissions(app: App, deps: Deps): void {
  app.view<ViewSubmitAction>({ callback_id: /^/, type: 'view_submission' }, async ({ ack, view, body, client }) => {
    const actor = { workspaceId: body.team?.id ?? view.team_id, personId: body.user.id };
    const later: (() => Promise<void>)[] = [];
    const afterwards: Submission['afterwards'] = (work) => later.push(work);
    const submission = { actor, view, values: view.state.values, client, afterwards };
    await acknowledge(ack, await answerForm(submission, forRequest(deps)));
    for (const work of later) await work();
  });
}

async function answerForm(submission: Submission, deps: Deps): Promise<FormAnswer> {
  const { view, actor } = submission;
  const route = forms.get(view.callback_id);
  if (!route) return { update: asModal(fromOlderVersion()) };
  try {
    return await route(submission, deps);
  } catch (error) {
    const about = { what: view.callback_id, workspace: actor.workspaceId, person: actor.personId };
    const message =
      error instanceof Refusal ? explain(error.reason, actor.personId) : reportFailure(deps.log, error, about);
    return besideForm(view, message);
  }
}

/** On top of the form, so that what was typed stays in it; where Slack stacks no more, under its first field. */
function besideForm(view: ViewOutput, message: Message): FormAnswer {
  const field = view.blocks.find(({ type }) => type === 'input')?.block_id;
  if (!isDeepest(view)) return { push: asModal(message) };
  return field === undefined ? { update: asModal(message) } : { errors: { [field]: message.text } };
}

type Ack = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

async function acknowledge(ack: Ack, answer: FormAnswer): Promise<void> {
  if ('closes' in answer) return answer.closes === 'all' ? ack({ response_action: 'clear' }) : ack();
  if ('errors' in answer) return ack({ response_action: 'errors', errors: answer.errors });
  if ('update' in answer) return ack({ response_action: 'update', view: answer.update });
  return ack({ response_action: 'push', view: answer.push });
}
