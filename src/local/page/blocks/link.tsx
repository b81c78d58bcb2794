import type { ReactNode } from 'react';

/** A link that cannot run anything in this page, whatever the app wrote. */
export function Link({ href, label }: { href: string; label: ReactNode }): ReactNode {
  if (!/^(https?|mailto|tel|slack):/i.test(href)) return label;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  );
}
