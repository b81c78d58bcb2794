import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { PageView } from '../protocol.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useDialog } from './blocks/confirm-dialog.tsx';
import { stateOf } from './blocks/fields.ts';
import { useNewSurface } from './blocks/surface.tsx';
import { Text } from './blocks/text.tsx';
import { validate } from './blocks/validate.ts';
import { useWorkspace } from './workspace.ts';

type ModalView = Extract<PageView, { type: 'modal' }>;
type Errors = Readonly<Record<string, string>>;

/** One modal. It stays until the server says that the stack has changed. */
export function Modal({ view, children }: { view: ModalView; children: ReactNode }): ReactNode {
  const { me, ask } = useWorkspace();
  const titleId = useId();
  const dialog = useDialog();
  const body = useReadFromStart(view.hash);
  const { surface, isSending, submit } = useSubmission(view, () => focusFirstFault(dialog.current));
  const close = () => void ask({ kind: 'close', person: me.id, viewId: view.id });
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault(); // the server closes it
        if (event.target === event.currentTarget) close();
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header>
          <h2 id={titleId}>
            <Text text={view.title} />
          </h2>
          <button type="button" className="icon-button" aria-label="Close the dialog" onClick={close}>
            ✕
          </button>
        </header>
        <div ref={body} className="modal-body" tabIndex={-1}>
          <Blocks blocks={view.blocks} surface={surface} />
        </div>
        <footer>
          <button type="button" className="button" onClick={close}>
            {view.close ? <Text text={view.close} /> : view.submit ? 'Cancel' : 'Close'}
          </button>
          {view.submit && (
            <button type="submit" className="button primary" aria-busy={isSending} aria-disabled={isSending}>
              <Text text={view.submit} />
            </button>
          )}
        </footer>
      </form>
      {children}
    </dialog>
  );
}

/** When an update took away what had the focus (the button that was pressed), reading goes on at the beginning. */
function useReadFromStart(hash: string) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === '' || document.activeElement !== document.body) return;
    body.current?.focus({ preventScroll: true });
    body.current?.scrollTo(0, 0);
  }, [hash]);
  return body;
}

/** Checks what is filled in as Slack does, sends it, and shows what is wrong with it. */
function useSubmission(view: ModalView, onFault: () => void) {
  const { me, ask } = useWorkspace();
  const [errors, setErrors] = useState<Errors>({});
  const [isSending, setIsSending] = useState(false);
  const surface = useNewSurface({
    source: { kind: 'view', viewId: view.id },
    blocks: view.blocks,
    errors,
    onChange: (blockId) => setErrors((before) => without(before, blockId)),
  });

  const fault = (found: Errors) => {
    setErrors(found);
    requestAnimationFrame(onFault); // once they are drawn
  };
  const submit = async () => {
    if (isSending) return;
    const found = validate(view.blocks, surface.changes);
    if (Object.keys(found).length > 0) return fault(found);
    setErrors({});
    setIsSending(true);
    const state = stateOf(view.blocks, surface.changes);
    const answer = await ask({ kind: 'submit', person: me.id, viewId: view.id, state });
    setIsSending(false);
    if (!answer.ok && 'errors' in answer) fault(answer.errors);
  };
  return { surface, isSending, submit };
}

function without(errors: Errors, blockId: string): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([id]) => id !== blockId));
}

function focusFirstFault(dialog: HTMLElement | null): void {
  const fault = dialog?.querySelector('.input.invalid');
  fault?.scrollIntoView({ block: 'nearest' });
  fault?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
}
