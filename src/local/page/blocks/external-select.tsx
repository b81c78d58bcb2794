import type { MultiExternalSelect, PlainTextOption, ExternalSelect as SingleElement } from '@slack/types';
import { type ReactNode, useId } from 'react';
import { unpackOption } from './fields.ts';
import { useOptionBox } from './option-box.ts';
import { OptionList } from './option-list.tsx';
import type { ElementProps, FieldControl } from './surface.tsx';

interface ExternalSelectProps extends ElementProps {
  element: SingleElement | MultiExternalSelect;
  control: FieldControl;
}

/** Slack's own, where the app names no `min_query_length`. */
const defaultQueryLength = 3;

/** A menu that the app fills while one types. */
export function ExternalSelect({ element, control, ...props }: ExternalSelectProps): ReactNode {
  const listId = useId();
  const isMultiple = element.type === 'multi_external_select';
  const limit = isMultiple ? (element.max_selected_items ?? Number.POSITIVE_INFINITY) : 1;
  const { filled, fill } = control;
  const isFull = isMultiple && filled.length >= limit;
  const box = useOptionBox({
    field: props.field,
    fewest: element.min_query_length ?? defaultQueryLength,
    onTake: (option) => fill(isMultiple ? [...filled.filter((one) => one !== option), option] : [option]),
  });
  const chosen = isMultiple || filled[0] === undefined ? '' : nameOf(filled[0]);
  const placeholder = element.placeholder?.text ?? (isMultiple ? 'Choose options' : 'Choose an option');
  const remove = (option: string) => fill(filled.filter((one) => one !== option));
  return (
    <div className="chips external">
      {isMultiple &&
        filled.map((option) => <Chip key={option} name={nameOf(option)} onRemove={() => remove(option)} />)}
      <input
        id={props.id}
        className="select"
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={props.id ? undefined : (element.placeholder?.text ?? props.label ?? placeholder)}
        aria-autocomplete="list"
        aria-expanded={box.isOpen}
        aria-controls={box.isOpen ? listId : undefined}
        aria-activedescendant={box.current && `${listId}-${box.current.place}`}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-busy={control.busy}
        disabled={isFull}
        placeholder={isFull ? `At most ${limit}` : placeholder}
        value={box.isOpen ? box.query : chosen}
        onClick={box.open}
        onBlur={box.close}
        onChange={({ target }) => box.type(target.value)}
        onKeyDown={box.onKeyDown}
      />
      {!isMultiple && chosen !== '' && <Chip name={chosen} onRemove={() => fill([])} isSignOnly />}
      {box.isOpen && <OptionList id={listId} {...box} />}
    </div>
  );
}

function nameOf(packed: string): string {
  return optionName(unpackOption(packed));
}

function optionName({ text, description }: PlainTextOption): string {
  return description ? `${text.text} – ${description.text}` : text.text;
}

interface ChipProps {
  name: string;
  onRemove: () => void;
  /** The name stands elsewhere. */
  isSignOnly?: boolean;
}

function Chip({ name, onRemove, isSignOnly = false }: ChipProps): ReactNode {
  return (
    <button type="button" className={isSignOnly ? 'clear' : 'chip'} aria-label={`Remove ${name}`} onClick={onRemove}>
      {isSignOnly ? '' : `${name} `}
      <span aria-hidden="true">×</span>
    </button>
  );
}
