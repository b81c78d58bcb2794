import type { AnyBlock, ConfirmationDialog } from '@slack/types';
import { createContext, useContext, useState } from 'react';
import type { ElementState, PageRequest } from '../../protocol.ts';
import { useWorkspace } from '../workspace.ts';
import { actionIdOf, type Changes, type Filled, filledIn, type LiveElement, report, stateOf } from './fields.ts';

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
  const [changes, setChanges] = useState<Changes>({});
  const [busy, setBusy] = useState<readonly string[]>([]);
  const [question, setQuestion] = useState<Question | null>(null);

  const send = async ({ blockId, element }: Field, state: ElementState, after: Changes) => {
    const actionId = actionIdOf(element);
    const key = `${blockId}/${actionId}`;
    setBusy((before) => [...before, key]);
    const values = stateOf(blocks, after);
    await ask({ kind: 'action', person: me.id, source, blockId, actionId, element: state, state: values });
    setBusy((before) => before.filter((other) => other !== key));
  };
  const confirmed = ({ element }: Field, proceed: () => void) => {
    if ('confirm' in element && element.confirm) setQuestion({ confirm: element.confirm, proceed });
    else proceed();
  };
  const change = (field: Field, filled: Filled, dispatches: boolean) => {
    const { blockId, element } = field;
    const proceed = () => {
      const after = { ...changes, [blockId]: { ...changes[blockId], [actionIdOf(element)]: filled } };
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
  return { changes, errors, busy, question, answer, change, press };
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
