import type { ReactNode } from 'react';
import type { PageFile } from '../protocol.ts';

/** What was shared with a message: to be saved. */
export function Files({ files }: { files: readonly PageFile[] }): ReactNode {
  return files.map(({ id, name, title, size }) => (
    <a key={id} className="card file" href={`/local/files/${id}`} download={name}>
      <span className="file-sign" aria-hidden="true">
        ↓
      </span>
      <span>
        <b>{title}</b>
        <span className="hint">
          {title === name ? '' : `${name}, `}
          {sizeName(size)}
        </span>
      </span>
    </a>
  ));
}

/** `512 bytes`, `12 KB`, `1.0 MB`. */
export function sizeName(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1000 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
