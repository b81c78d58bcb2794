import type { ReactNode } from 'react';
import { Menu } from './menu.tsx';
import { useWorkspace } from './workspace.ts';

/** The app's global shortcuts, behind the lightning. */
export function Shortcuts(): ReactNode {
  const { app, me, ask } = useWorkspace();
  const shortcuts = app.shortcuts.filter(({ type }) => type === 'global');
  if (shortcuts.length === 0) return null;
  return (
    <Menu
      label="Shortcuts"
      className="icon-button"
      sign="⚡"
      choices={shortcuts.map(({ callbackId, name, description }) => ({
        key: callbackId,
        name,
        description,
        onChoose: () => void ask({ kind: 'shortcut', person: me.id, callbackId }),
      }))}
    />
  );
}
