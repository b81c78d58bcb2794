import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

interface MenuChoice {
  key: string;
  name: ReactNode;
  description?: string | undefined;
  onChoose: () => void;
}

interface MenuProps {
  /** What the button is called. */
  label: string;
  className: string;
  sign: ReactNode;
  choices: MenuChoice[];
}

/** A button that opens a short list of things to do. */
export function Menu({ label, className, sign, choices }: MenuProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <div
      role="none"
      className="menu-frame"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {sign}
      </button>
      {isOpen && <MenuList label={label} choices={choices} onClose={close} />}
    </div>
  );
}

interface MenuListProps {
  label: string;
  choices: MenuChoice[];
  onClose: () => void;
}

function MenuList({ label, choices, onClose }: MenuListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
    list.current?.querySelector('button')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation(); // Esc closes the menu, not the modal around it
    if (event.key === 'Escape') onClose();
    else moveFocus(list.current, event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <div ref={list} role="menu" aria-label={label} tabIndex={-1} className="menu" onKeyDown={onKeyDown}>
      {choices.map(({ key, name, description, onChoose }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          onClick={() => {
            onClose();
            onChoose();
          }}
        >
          {name}
          {description && <span className="hint">{description}</span>}
        </button>
      ))}
    </div>
  );
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const current = buttons.findIndex((button) => button.matches(':focus'));
  buttons.at((current + step) % buttons.length)?.focus();
}
