import type { PlainTextOption } from '@slack/types';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';

/** An option that the app offers now. */
export interface Offered {
  option: PlainTextOption;
  /** Its group's, where it is the first of it. */
  label: string | null;
  place: number;
}

interface OptionListProps {
  id: string;
  offered: Offered[];
  current: Offered | undefined;
  /** What to say where nothing is offered. */
  note: string | null;
  take: (offered: Offered) => void;
}

/** Below a menu that the app fills; its field keeps the focus and tells which one is current. */
export function OptionList({ id, offered, current, note, take }: OptionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (current) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div ref={list} id={id} className="menu options" role="listbox" aria-label="Options" tabIndex={-1}>
      {note !== null && (
        <p className="hint" role="status">
          {note}
        </p>
      )}
      {offered.map((one) => (
        <Fragment key={one.place}>
          {one.label !== null && (
            <div role="presentation" className="hint group">
              {one.label}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys */}
          <div
            id={`${id}-${one.place}`}
            role="option"
            tabIndex={-1}
            aria-selected={one.place === current?.place}
            onMouseDown={(event) => event.preventDefault()} // the field keeps the focus
            onClick={() => take(one)}
          >
            {one.option.text.text}
            {one.option.description && <span className="hint">{one.option.description.text}</span>}
          </div>
        </Fragment>
      ))}
    </div>
  );
}
