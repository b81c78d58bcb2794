import type { ReactNode } from 'react';

interface AvatarProps {
  id: string;
  name: string;
  isApp?: boolean;
  size?: 'small' | 'large';
}

/** Initials on a colour that stays with the person. It only repeats the name, so screen readers skip it. */
export function Avatar({ id, name, isApp = false, size = 'large' }: AvatarProps): ReactNode {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  const colour = [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8, 0);
  return (
    <span className={`avatar ${size} ${isApp ? 'app-colour' : `colour-${colour}`}`} aria-hidden="true">
      {initials}
    </span>
  );
}
