import type { AnyBlock, ConfirmationDialog } from '@slack/types';
import { createContext, useContext, useRef, useState } from 'react';
import type { ElementState, PageOptionGroup, PageRequest } from '../../protocol.ts';
import { useWorkspace } from '../workspace.ts';
import {
  actionIdOf,
  type Changes,
  carriedOver,
  type Filled,
  filledIn,
  type LiveElement,
  ownValue,
  report,
  stateOf,
} from './fields.ts';

/** A message or a view: what its live elements share. */
export interface Surface {
  changes: Changes;
  errors: Readonly<Record<string, string>>;
  /** Elements whose press has not been answered yet, as `block/action`. */
  busy: readonly string[];
  question: Question | null;
  answer: (confirmed: boolean) => void;
  change: (field: Field, filled: Filled, dispatches: boolean) => void;
  press: (field: Field, state: ElementState) => void;
  /** What the app offers in a menu that it fills. */
  suggest: (field: Field, query: string) => Promise<PageOptionGroup[]>;
}

interface Field {
  blockId: string;
  element: LiveElement;
}

/** A confirmation that stands between a press and its request. */
interface Question {
  confirm: ConfirmationDialog;
  proceed: () => void;
}

interface SurfaceOptions {
  source: Extract<PageRequest, { kind: 'action' }>['source'];
  blocks: readonly AnyBlock[];
  errors?: Readonly<Record<string, string>>;
  /** Called with the block in which something was changed. */
  onChange?: (blockId: string) => void;
}

const SurfaceContext = createContext<Surface | null>(null);
export const SurfaceProvider = SurfaceContext.Provider;

/**
 * Keeps what is filled into the live elements of a message or view, and sends what is pressed. What was filled in is
 * known by `block_id` and `action_id`, so it outlives an update of the blocks, as in Slack.
 */
export function useNewSurface({ source, blocks, errors = {}, onChange }: SurfaceOptions): Surface {
  const { ask, me } = useWorkspace();
  const { changes, setChanges } = useChanges(blocks);
  const { busy, inTurn } = useTurns();
  const [question, setQuestion] = useState<Question | null>(null);

  const send = ({ blockId, element }: Field, state: ElementState, after: Changes) => {
    const actionId = actionIdOf(element);
    const values = stateOf(blocks, after);
    const request = {
      kind: 'action',
      person: me.id,
      source,
      blockId,
      actionId,
      element: state,
      state: values,
    } as const;
    return inTurn(`${blockId}/${actionId}`, () => ask(request));
  };
  const confirmed = ({ element }: Field, proceed: () => void) => {
    if ('confirm' in element && element.confirm) setQuestion({ confirm: element.confirm, proceed });
    else proceed();
  };
  const change = (field: Field, filled: Filled, dispatches: boolean) => {
    const { blockId, element } = field;
    const proceed = () => {
      const after = { ...changes, [blockId]: { ...ownValue(changes, blockId), [actionIdOf(element)]: filled } };
      setChanges(after);
      onChange?.(blockId);
      if (dispatches) void send(field, report(element, filled), after);
    };
    if (dispatches) confirmed(field, proceed);
    else proceed();
  };
  const press = (field: Field, state: ElementState) => confirmed(field, () => void send(field, state, changes));
  const answer = (yes: boolean) => {
    setQuestion(null);
    if (yes) question?.proceed();
  };
  const suggest = async ({ blockId, element }: Field, query: string) => {
    const [actionId, state] = [actionIdOf(element), stateOf(blocks, changes)];
    const found = await ask({ kind: 'suggest', person: me.id, source, blockId, actionId, query, state });
    return 'groups' in found ? found.groups : [];
  };
  return { changes, errors, busy, question, answer, change, press, suggest };
}

/** What a person changed, through the updates of the blocks. */
function useChanges(blocks: readonly AnyBlock[]) {
  const [kept, setKept] = useState<{ blocks: readonly AnyBlock[]; changes: Changes }>({ blocks, changes: {} });
  const isUpdated = kept.blocks !== blocks;
  const changes = isUpdated ? carriedOver(kept.changes, kept.blocks, blocks) : kept.changes;
  if (isUpdated) setKept({ blocks, changes }); // https://react.dev/reference/react/useState#storing-information-from-previous-renders
  return { changes, setChanges: (after: Changes) => setKept({ blocks, changes: after }) };
}

/** Sends what comes from one element in order, so that the app hears its last word last. */
function useTurns() {
  const [busy, setBusy] = useState<readonly string[]>([]);
  const last = useRef(new Map<string, Promise<unknown>>());
  const inTurn = async (key: string, run: () => Promise<unknown>) => {
    setBusy((before) => [...before, key]);
    const turn = (last.current.get(key) ?? Promise.resolve()).then(run);
    last.current.set(key, turn);
    await turn;
    setBusy((before) => before.toSpliced(before.indexOf(key), 1));
  };
  return { busy, inTurn };
}

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('useSurface needs a SurfaceProvider around it');
  return surface;
}

/** What the component of any element is given. */
export interface ElementProps {
  field: Field;
  /** A change is told to the app at once. */
  dispatches: boolean;
  /** For screen readers where no `<label>` names it. */
  label?: string | undefined;
  /** Of an input block: the label's `for`, and what describes and faults it. */
  id?: string;
  describedBy?: string | undefined;
  invalid?: boolean;
}

/** What every component of a fillable element works with. */
export interface FieldControl {
  filled: Filled;
  fill: (filled: Filled) => void;
  busy: boolean;
}

/** `dispatches`: a change is told to the app at once, not only with the submission. */
export function useField(field: Field, dispatches: boolean): FieldControl {
  const { changes, busy, change } = useSurface();
  const { blockId, element } = field;
  return {
    filled: filledIn(changes, blockId, element),
    fill: (filled) => change(field, filled, dispatches),
    busy: busy.includes(`${blockId}/${actionIdOf(element)}`),
  };
}
