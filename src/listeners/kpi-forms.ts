import { createHash } from 'node:crypto';
import { chosenMessage, readChooseForm } from '../../blocks/kpis/choose-form.ts';
import { chooseView, logView, promptView, targetView } from '../../blocks/kpis/kpi-actions.ts';
import { logBlocks, readLogForm } from '../../blocks/kpis/log-form.ts';
import { loggedMessage } from '../../blocks/kpis/logged.ts';
import { fieldOf, mostFields, promptForm, readPromptForm, readPromptMetadata } from '../../blocks/kpis/prompt-form.ts';
import { readTargetForm, readTargetMetadata, targetBlocks, targetSet } from '../../blocks/kpis/target-form.ts';
import { asModal } from '../../blocks/problem.ts';
import { explainText } from '../../blocks/refusal.ts';
import { chooseKpis } from '../kpis/choose-kpis.ts';
import { logReadings, type NewReading, readLogged } from '../kpis/log-reading.ts';
import { standings } from '../kpis/read-standings.ts';
import { readValue } from '../kpis/read-value.ts';
import { setTarget, unitOfTarget } from '../kpis/set-target.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { publishHome } from './home.ts';
import { readFieldReading, todayFor } from './kpi-reading.ts';
import { updateMessage } from './say.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The forms of the KPIs. */
export const kpiForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([
  [logView, saveOne],
  [promptView, saveSeveral],
  [chooseView, saveChoice],
  [targetView, saveTarget],
]);

/** The same form with the same values is the same request; another value in it is another reading. */
const requestKeyOf = ({ view, values }: Submission): string =>
  `view:${view.id}:${createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)}`;

async function saveOne(submission: Submission, deps: Deps): Promise<FormAnswer> {
  const { kpis } = deps;
  const { actor, values } = submission;
  const { kpiId, value, on, confidence, note } = readLogForm(values);
  const kpi = kpis.kpis.find(kpiId);
  if (!kpi) throw new Refusal({ kind: 'gone' });
  const today = await todayFor(kpis, actor);
  if (on !== undefined && on > today) {
    const problem = { kind: 'date-ahead' as const, piece: on, date: on };
    const about = { title: kpi.title, unit: kpi.target.unit };
    return { errors: { [logBlocks.on]: explainText({ kind: 'unreadable-value', problem, kpi: about }) } };
  }
  return underField({ 'unreadable-value': logBlocks.value, 'other-currency': logBlocks.value }, async () => {
    const reading = { ...readFieldReading(kpi, { value, on: on ?? today, note }), confidence };
    const logged = await logReadings(kpis, actor, { readings: [reading], requestKey: requestKeyOf(submission) });
    redrawHome(submission, deps);
    return logged.length === 0 ? { closes: 'all' } : { update: asModal(loggedMessage(logged, today)) };
  });
}

/** Each page is saved by itself: what was filled in on the first is not lost when the second is closed. */
async function saveSeveral(submission: Submission, deps: Deps): Promise<FormAnswer> {
  const { kpis } = deps;
  const { actor, values, view, client, afterwards } = submission;
  const today = await todayFor(kpis, actor);
  const read = readAll(deps, readPromptForm(values), today);
  if ('errors' in read) return read;
  const requestKey = requestKeyOf(submission);
  const logged = read.readings.length === 0 ? [] : await logReadings(kpis, actor, { ...read, requestKey });
  const { message, rest, saved: before } = readPromptMetadata(view.private_metadata);
  const saved = [...before, ...logged.map(({ reading }) => reading.id)];
  if (rest.length > 0) return nextPage(submission, deps, { message, rest, saved });
  redrawHome(submission, deps);
  if (saved.length === 0) return { closes: 'this' };
  const all = loggedMessage(await readLogged(kpis, actor, saved), today);
  if (message) afterwards(() => updateMessage(client, message, all));
  return { update: asModal(all) };
}

function readAll(
  { kpis }: Deps,
  typed: readonly { kpiId: string; value: string }[],
  today: string,
): { readings: NewReading[] } | { errors: Record<string, string> } {
  const readings: NewReading[] = [];
  const errors: Record<string, string> = {};
  for (const { kpiId, value } of typed) {
    const kpi = kpis.kpis.find(kpiId);
    if (!kpi) continue; // it has left the role since
    try {
      readings.push(readFieldReading(kpi, { value, on: today }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors[fieldOf(kpiId)] = explainText(error.reason);
    }
  }
  return Object.keys(errors).length > 0 ? { errors } : { readings };
}

async function nextPage(
  { actor }: Submission,
  { kpis }: Deps,
  { rest, saved, message }: ReturnType<typeof readPromptMetadata>,
): Promise<FormAnswer> {
  const wanted = rest.slice(0, mostFields).flatMap((id) => kpis.kpis.find(id) ?? []);
  const { all, today } = await standings(kpis, actor, { since: undefined, kpis: wanted });
  return { update: promptForm({ asked: all, today, message, rest: rest.slice(mostFields), saved }) };
}

async function saveChoice(submission: Submission, deps: Deps): Promise<FormAnswer> {
  const { actor, values } = submission;
  const choice = await chooseKpis(deps.kpis, actor, readChooseForm(values));
  redrawHome(submission, deps);
  return { update: asModal(chosenMessage(choice, await todayFor(deps.kpis, actor))) };
}

async function saveTarget({ actor, view, values }: Submission, { kpis }: Deps): Promise<FormAnswer> {
  const about = readTargetMetadata(view.private_metadata);
  const { kpiId, personId } = about;
  const { kpi, today, unit } = await unitOfTarget(kpis, actor, { kpiId, personId });
  const typed = readTargetForm(values);
  const numberIn = (block: string, value: string): number | { errors: Record<string, string> } => {
    const read = readValue(value, { unit });
    if (read.ok) return read.measured.value;
    const problem = { kind: 'unreadable-value' as const, problem: read.problem, kpi: { title: kpi.title, unit } };
    return { errors: { [block]: explainText(problem) } };
  };
  const onTarget = numberIn(targetBlocks.onTarget, typed.onTarget);
  const atRisk = typed.atRisk.trim() === '' ? undefined : numberIn(targetBlocks.atRisk, typed.atRisk);
  if (typeof onTarget === 'object') return onTarget;
  if (typeof atRisk === 'object') return atRisk;
  return underField(
    { 'at-risk-is-better': targetBlocks.atRisk, 'ends-before-it-starts': targetBlocks.reachBy },
    async () => {
      const from = typed.from ?? today;
      const set = await setTarget(kpis, actor, { kpiId, personId, onTarget, atRisk, from, reachBy: typed.reachBy });
      return { update: asModal(targetSet(set)) };
    },
  );
}

/** The Home tab shows where things stand: it may lie open beside the form. */
function redrawHome({ actor, client, afterwards }: Submission, deps: Deps): void {
  afterwards(() => publishHome(client, deps, actor));
}

/** What somebody can mend is said under the field that it can be mended in. */
async function underField(
  blocks: { [Kind in RefusalReason['kind']]?: string },
  work: () => Promise<FormAnswer>,
): Promise<FormAnswer> {
  try {
    return await work();
  } catch (error) {
    const block = error instanceof Refusal ? blocks[error.reason.kind] : undefined;
    if (!(error instanceof Refusal) || block === undefined) throw error;
    return { errors: { [block]: explainText(error.reason) } };
  }
}
