import type { ConfirmationDialog } from '@slack/types';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Text } from './text.tsx';

interface ConfirmDialogProps {
  confirm: ConfirmationDialog;
  onAnswer: (confirmed: boolean) => void;
}

/** "Are you sure?", before something is sent. */
export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps): ReactNode {
  const titleId = useId();
  const dialog = useDialog();
  return (
    <dialog
      ref={dialog}
      className="modal confirm"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <h2 id={titleId}>{confirm.title ? <Text text={confirm.title} /> : 'Are you sure?'}</h2>
      <div className="text">
        <Text text={confirm.text} />
      </div>
      <footer>
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {confirm.deny ? <Text text={confirm.deny} /> : 'Cancel'}
        </button>
        <button
          type="button"
          className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          onClick={() => onAnswer(true)}
        >
          {confirm.confirm ? <Text text={confirm.confirm} /> : 'Yes'}
        </button>
      </footer>
    </dialog>
  );
}

/** A dialog over everything for as long as it is there. The browser keeps the focus in it and gives it back after. */
export function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    focusField(element);
    return () => element?.close();
  }, []);
  return dialog;
}

/**
 * The field that asks for it (`focus_on_load`), or the first one of a form; where there is only something to read, its
 * beginning. The browser alone would take the close button.
 */
function focusField(dialog: HTMLElement | null): void {
  const fields = ':is(input, select, textarea):enabled';
  const field =
    dialog?.querySelector<HTMLElement>(`[data-focus] ${fields}`) ??
    dialog?.querySelector<HTMLElement>(`.input ${fields}`) ??
    dialog?.querySelector<HTMLElement>('.modal-body');
  field?.focus();
}
