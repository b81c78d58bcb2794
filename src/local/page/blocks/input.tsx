import type { InputBlock } from '@slack/types';
import { type ReactNode, useId } from 'react';
import { Element } from './element.tsx';
import { ownValue } from './fields.ts';
import { useSurface } from './surface.tsx';
import { Text } from './text.tsx';

const groups = new Set(['checkboxes', 'radio_buttons']);

/** A labelled field, with its hint and what is wrong with it. */
export function Input({ block }: { block: InputBlock }): ReactNode {
  const { label, hint, optional = false, element, dispatch_action: dispatches = false, block_id: blockId = '' } = block;
  const { errors } = useSurface();
  const id = useId();
  const error = ownValue(errors, blockId);
  const isGroup = groups.has(element.type);
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const name = (
    <>
      <Text text={label} />
      {optional && <span className="optional"> (optional)</span>}
    </>
  );
  const Frame = isGroup ? 'fieldset' : 'div';
  return (
    <Frame className={error ? 'input invalid' : 'input'} aria-describedby={isGroup ? describedBy : undefined}>
      {isGroup ? <legend className="label">{name}</legend> : <label htmlFor={id}>{name}</label>}
      <Element
        field={{ blockId, element }}
        dispatches={dispatches}
        id={id}
        describedBy={describedBy}
        invalid={error !== undefined}
      />
      {error && (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          <Text text={hint} />
        </p>
      )}
    </Frame>
  );
}
