import type { AnyBlock, InputBlock, KnownBlock, ModalView } from '@slack/types';
import { wholeText } from '../../blocks/plain-text.ts';
import { stateValues } from '../../src/local/people/state-values.ts';
import type { PageMessage, PageView, StateValues } from '../../src/local/protocol.ts';
import { startTestCoach, type TestCoach, type TestOptions } from '../support/coach.ts';
import { isDigest, type TestPage } from '../support/page.ts';
import { type Fields, filled } from '../support/read-page.ts';

/** The goals of Day 30. */
export const goals = {
  product: 'Understand the product and its main ML workflows',
  access: 'Get access to data, pipelines, registry and monitoring',
  pipeline: 'Reproduce a training pipeline end to end',
  notes: 'Write down what you see',
  agree: 'Agree with data engineering and product on how you work',
} as const;

const readers = 'for my manager and me (workspace admins can read it)';

/** What the fields of the form are called. */
export const labels = {
  wentWell: `What went well · ${readers}`,
  blockerKind: 'What blocks me',
  blocker: `What blocks me, in my words · ${readers}`,
  help: `Help that I would like · ${readers}`,
  helpFrom: 'Help from whom',
  confidence: 'How confident do I feel about what comes next?',
  onlyForMe: 'Only for me',
  evidence: 'Note or link (for my manager and me; workspace admins can read it)',
} as const;

/** What the buttons of the question say. */
export const askingButtons = ['Answer', 'Tomorrow', 'Next Monday', 'I am away'];

/** 09:00 on Wed 30 Dec in Kolkata, where Priya is; her manager's clock in Stockholm shows 04:30. */
export const nineOnDay30 = '2026-12-30T03:30:00.000Z';
/** 09:00 of that day in Stockholm. */
export const nineInStockholm = '2026-12-30T08:00:00.000Z';

export interface Plan extends AsyncDisposable {
  coach: TestCoach;
  /** The manager, in Stockholm. */
  mira: TestPage;
  /** The new hire, in Kolkata. */
  priya: TestPage;
}

/** Mira has started Priya's plan on Mon 30 Nov; both have read what they were told of it. */
export async function startOnboarding(options: TestOptions = {}): Promise<Plan> {
  const coach = await startTestCoach({ at: '2026-11-30T10:00:00Z', ...options });
  const mira = await coach.page('Mira');
  const priya = await coach.page('Priya');
  await mira.asks('/ml-role onboard @Priya Nair 2026-11-30');
  await priya.reply(); // the welcome
  return { coach, mira, priya, [Symbol.asyncDispose]: () => coach[Symbol.asyncDispose]() };
}

export interface Asked extends Plan {
  /** The question about Day 30. */
  question: PageMessage;
}

/** The same a month later: Day 30 is asked about. */
export async function startDay30(options: TestOptions = {}): Promise<Asked> {
  const plan = await startOnboarding(options);
  await plan.coach.turnsTo(nineOnDay30);
  await plan.priya.reply(); // the heads-up
  return { ...plan, question: await plan.priya.reply() };
}

export type Form = PageView & ModalView;

/** The modal on top, as soon as there is another one. */
export async function topModal(page: TestPage): Promise<Form> {
  const top = (await page.modals()).at(-1);
  if (!top || !isModal(top)) throw new Error('no modal is open');
  return top;
}

const isModal = (view: PageView): view is Form => view.type === 'modal';

/** Opens a form by a button. */
export async function opens(page: TestPage, on: PageMessage | PageView, button = 'Answer'): Promise<Form> {
  await page.presses(on, button);
  return topModal(page);
}

/** Opens the form by the command. */
export async function opensByCommand(page: TestPage): Promise<Form> {
  await page.types('/ml-role checkin', page.channel);
  return topModal(page);
}

/** Closes the modal on top. */
export async function closes(page: TestPage, view: PageView): Promise<void> {
  await page.does({ kind: 'close', viewId: view.id });
  await page.modals();
}

export interface Filling {
  /** By the goals' titles: `done`. */
  states?: Record<string, string>;
  /** What is noted on goals whose field for it is shown. */
  notes?: Record<string, string>;
  fields?: Fields;
}

const signs = { 'not started': '○', 'in progress': '◐', blocked: '▲', done: '✓', dropped: '×' };

/** `✓ done`, as a menu says it. */
export const stateText = (state: string): string =>
  `${Object.entries(signs).find(([word]) => word === state)?.[1]} ${state}`;

/** The form filled in on top of what it shows. */
export function filling(view: PageView, { states = {}, notes = {}, fields = {} }: Filling): StateValues {
  const byLabel = Object.fromEntries(Object.entries(states).map(([title, state]) => [title, stateText(state)]));
  const ofNotes = Object.entries(notes).map(([title, value]) => {
    const { block_id: blockId = '', element } = noteField(view, title);
    return [blockId, { [element.action_id ?? '']: { type: 'plain_text_input', value } }];
  });
  return { ...filled(view, { ...byLabel, ...fields }), ...Object.fromEntries(ofNotes) };
}

export const inputsOf = ({ blocks }: PageView): InputBlock[] => blocks.filter(isInput);

const isInput = (block: AnyBlock): block is InputBlock => block.type === 'input';

/** @throws where there is no field for a note on it */
function noteField(view: PageView, title: string): InputBlock {
  const inputs = inputsOf(view);
  const below = inputs[inputs.findIndex(({ label }) => label.text === title) + 1];
  if (below?.label.text !== labels.evidence) throw new Error(`no note can be made on "${title}"`);
  return below;
}

/** What a form shows: what each of its fields holds, by label; a note by its goal's. */
export function shownIn(view: PageView): Record<string, string> {
  const inputs = inputsOf(view);
  const values = stateValues(view.blocks, {});
  return Object.fromEntries(
    inputs.map(({ label, block_id: blockId = '' }, index) => {
      const above = inputs[index - 1]?.label.text ?? '';
      const name = label.text === labels.evidence ? `note: ${above}` : label.text;
      return [name, textIn(Object.values(values[blockId] ?? {})[0])];
    }),
  );
}

function textIn(state: Record<string, unknown> | undefined): string {
  const { value, selected_option: option } = state ?? {};
  if (typeof value === 'string') return value;
  return typeof option === 'object' && option !== null && 'text' in option ? textOfOption(option.text) : '';
}

const textOfOption = (text: unknown): string =>
  typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';

/** The states of the goals that a form shows, without their signs. */
export function statesIn(view: PageView): Record<string, string> {
  const titles = inputsOf(view).flatMap(({ label, element }) =>
    element.action_id?.startsWith('checkin.state:') ? [label.text] : [],
  );
  const shown = shownIn(view);
  return Object.fromEntries(titles.map((title) => [title, shown[title]?.replace(/^\S /, '') ?? '']));
}

/** Everything that a message or a view says. */
export const said = ({ blocks }: { blocks: readonly AnyBlock[] }): string => wholeText(blocks.filter(isKnown));

const isKnown = (block: AnyBlock): block is KnownBlock => 'type' in block;

/** What the bot has said to somebody so far. */
export async function saidTo(coach: TestCoach, name: string): Promise<string[]> {
  const { state } = await coach.page(name);
  return state.messages.filter((message) => message.author.kind === 'bot' && !isDigest(message)).map(said);
}

/** Submits a form that is to be taken, and waits until all that follows from it has gone out. */
export async function saves({ coach }: Plan, page: TestPage, view: PageView, filled_: Filling): Promise<void> {
  const taken = await page.submits(view, await withNotes(page, view, filled_));
  if (!taken.ok) throw new Error(`not taken: ${JSON.stringify(taken)}`);
  const left = await page.modals();
  if (left.length > 0) throw new Error(`still open: ${left.map(said).join(' / ')}`);
  await coach.settles();
}

/** Answers Day 30, and waits until all that follows from it has gone out. @returns what the question turned into */
export async function answers(day: Asked, filled_: Filling): Promise<PageMessage> {
  await saves(day, day.priya, await opens(day.priya, day.question), filled_);
  return day.priya.reply();
}

/** Sets the states one by one, as somebody would, so that the fields for notes are there. */
async function withNotes(page: TestPage, form: PageView, filled_: Filling): Promise<StateValues> {
  let view = form;
  for (const title of Object.keys(filled_.notes ?? {})) {
    const state = filled_.states?.[title];
    if (state === undefined) continue;
    await page.chooses(view, title, stateText(state));
    view = await topModal(page);
  }
  return filling(view, filled_);
}
