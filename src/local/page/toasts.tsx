import { type ReactNode, useEffect } from 'react';
import type { Toast } from './store.ts';

const noticeMs = 8000;

interface ToastsProps {
  toasts: readonly Toast[];
  onClose: (id: number) => void;
}

/** Notices go by themselves; problems stay until they are closed. */
export function Toasts({ toasts, onClose }: ToastsProps): ReactNode {
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} onClose={onClose} />
      ))}
    </div>
  );
}

function OneToast({ toast, onClose }: { toast: Toast; onClose: (id: number) => void }): ReactNode {
  const { id, kind, text } = toast;
  useEffect(() => {
    if (kind === 'problem') return;
    const timer = window.setTimeout(() => onClose(id), noticeMs);
    return () => window.clearTimeout(timer);
  });
  return (
    <div className={`toast ${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
      <span>{text}</span>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => onClose(id)}>
        ✕
      </button>
    </div>
  );
}
