import type { ReactNode } from 'react';
import type { PageView } from '../protocol.ts';
import { Modal } from './modal.tsx';

interface ModalsProps {
  /** Bottom first. */
  stack: readonly PageView[];
  /** The toasts. A modal dialog makes all outside it unreachable, so they are drawn in the topmost one. */
  notes: ReactNode;
}

/** The stack of modals. Those below keep what is typed into them. */
export function Modals({ stack, notes }: ModalsProps): ReactNode {
  if (stack.length === 0) return notes;
  return stack.map((view, index) =>
    view.type === 'modal' ? (
      <Modal key={view.id} view={view}>
        {index === stack.length - 1 && notes}
      </Modal>
    ) : null,
  );
}
