import { type ReactNode, useEffect, useRef, useState } from 'react';
import { problemWithFile } from '../checks/file-check.ts';
import { sizeName } from './files.tsx';

/** What was picked to be shared: a file, or why it is not taken. */
type Picked = { file: File } | { problem: string };

export interface Attachment {
  picked: Picked | null;
  file: File | null;
  pick: (file: File | null) => void;
}

/** The file that goes with the next message to a conversation; null `to` where none can be shared. */
export function useAttachment(to: string | null): Attachment {
  const [latest, setLatest] = useState<{ to: string; picked: Picked } | null>(null);
  const picked = latest?.to === to ? (latest?.picked ?? null) : null;
  const pick = (file: File | null) => {
    if (to === null) return;
    const problem = file && problemWithFile(file);
    setLatest(file && { to, picked: problem ? { problem } : { file } });
  };
  useDrop(to === null ? null : pick);
  return { picked, file: picked && 'file' in picked ? picked.file : null, pick };
}

/** Takes a file that is dropped anywhere on the page, which the browser would open in its place. */
function useDrop(onDrop: ((file: File) => void) | null): void {
  useEffect(() => {
    if (!onDrop) return;
    const onOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      onDrop(file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', drop);
    };
  }, [onDrop]);
}

/** The file that will go with the message, or the sentence why it cannot. */
export function Attached({ picked, onRemove }: { picked: Picked; onRemove: () => void }): ReactNode {
  if ('problem' in picked) {
    return (
      <p className="attached refused error" role="alert">
        {picked.problem}
      </p>
    );
  }
  const { name, size } = picked.file;
  return (
    <p className="attached">
      <span className="attached-name">{name}</span>
      <span className="hint">{sizeName(size)}</span>
      <button type="button" className="icon-button" aria-label={`Remove ${name}`} onClick={onRemove}>
        ✕
      </button>
    </p>
  );
}

/** The paperclip. */
export function FilePicker({ onPick }: { onPick: (file: File | null) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File"
        onChange={({ currentTarget }) => {
          onPick(currentTarget.files?.[0] ?? null);
          currentTarget.value = ''; // the same file may be picked again
        }}
      />
      <button
        type="button"
        className="icon-button"
        aria-label="Share a file"
        title="Share a file"
        onClick={() => input.current?.click()}
      >
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" className="clip">
          <path d="M13.5 6.5 7.8 12.2a1.6 1.6 0 0 0 2.3 2.3l6-6a3.3 3.3 0 0 0-4.7-4.7l-6.2 6.2a5 5 0 0 0 7.1 7.1l4.7-4.7" />
        </svg>
      </button>
    </>
  );
}
