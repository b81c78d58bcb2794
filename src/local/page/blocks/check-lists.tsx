import type { Checkboxes as CheckboxesElement, Option, RadioButtons as RadioButtonsElement } from '@slack/types';
import { type ReactNode, useId } from 'react';
import { optionValue } from './fields.ts';
import type { ElementProps, FieldControl } from './surface.tsx';
import { Text } from './text.tsx';

interface CheckListProps extends ElementProps {
  control: FieldControl;
}

export function Checkboxes({ element, control, label }: CheckListProps & { element: CheckboxesElement }): ReactNode {
  const { filled, fill, busy } = control;
  return (
    <fieldset className="check-list" aria-label={label} aria-busy={busy}>
      {element.options.map((option) => {
        const value = optionValue(option);
        const checked = filled.includes(value);
        const toggle = () => fill(checked ? filled.filter((other) => other !== value) : [...filled, value]);
        return (
          <Choice key={value} option={option}>
            <input type="checkbox" checked={checked} onChange={toggle} />
          </Choice>
        );
      })}
    </fieldset>
  );
}

export function RadioButtons({
  element,
  control,
  label,
}: CheckListProps & { element: RadioButtonsElement }): ReactNode {
  const { filled, fill, busy } = control;
  const name = useId();
  return (
    <div role="radiogroup" className="check-list" aria-label={label} aria-busy={busy}>
      {element.options.map((option) => {
        const value = optionValue(option);
        return (
          <Choice key={value} option={option}>
            <input type="radio" name={name} checked={filled.includes(value)} onChange={() => fill([value])} />
          </Choice>
        );
      })}
    </div>
  );
}

function Choice({ option, children }: { option: Option; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className="choice">
      {children}
      <span>
        <Text text={option.text} />
        {option.description && (
          <span className="hint">
            <Text text={option.description} />
          </span>
        )}
      </span>
    </label>
  );
}
