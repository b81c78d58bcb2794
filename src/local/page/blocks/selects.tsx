import type { MultiSelect, Option, Select } from '@slack/types';
import type { ReactNode } from 'react';
import { useWorkspace } from '../workspace.ts';
import { optionsOf, optionValue } from './fields.ts';
import type { ElementProps, FieldControl } from './surface.tsx';

type OptionElement = Extract<Select | MultiSelect, { type: 'static_select' | 'multi_static_select' }>;
type IdElement = Exclude<Select | MultiSelect, OptionElement | { type: 'external_select' | 'multi_external_select' }>;

interface Choice {
  value: string;
  name: string;
}

interface ChoiceGroup {
  label: string | null;
  choices: Choice[];
}

interface SelectProps extends ElementProps {
  control: FieldControl;
}

/** A menu of the options that the app gave. */
export function OptionSelect({ element, ...props }: SelectProps & { element: OptionElement }): ReactNode {
  const groups =
    'option_groups' in element && element.option_groups
      ? element.option_groups.map(({ label, options }) => ({ label: label.text, choices: options.map(choiceOf) }))
      : [{ label: null, choices: optionsOf(element).map(choiceOf) }];
  return <AnySelect {...props} element={element} groups={groups} />;
}

function choiceOf(option: Option): Choice {
  const { text, description } = option;
  return { value: optionValue(option), name: description ? `${text.text} – ${description.text}` : text.text };
}

/** A menu of the workspace's people, channels or conversations. */
export function IdSelect({ element, ...props }: SelectProps & { element: IdElement }): ReactNode {
  const { people, conversations } = useWorkspace();
  const isForPeople = element.type === 'users_select' || element.type === 'multi_users_select';
  const channelsOnly = element.type === 'channels_select' || element.type === 'multi_channels_select';
  const choices = isForPeople
    ? people.filter(({ kind }) => kind !== 'deactivated').map(({ id, name }) => ({ value: id, name }))
    : conversations
        .filter(({ kind }) => kind === 'channel' || !channelsOnly)
        .map(({ id, kind, name }) => ({ value: id, name: kind === 'channel' ? `# ${name}` : name }));
  return <AnySelect {...props} element={element} groups={[{ label: null, choices }]} />;
}

interface AnySelectProps extends SelectProps {
  element: OptionElement | IdElement;
  groups: ChoiceGroup[];
}

function AnySelect(props: AnySelectProps): ReactNode {
  return props.element.type.startsWith('multi_') ? <MultipleSelect {...props} /> : <SingleSelect {...props} />;
}

function SingleSelect({ element, groups, control, ...props }: AnySelectProps): ReactNode {
  const [chosen = ''] = control.filled;
  const placeholder = element.placeholder?.text ?? 'Choose an option';
  return (
    <select
      id={props.id}
      className={chosen ? 'select' : 'select empty'}
      aria-label={props.id ? undefined : (element.placeholder?.text ?? props.label ?? placeholder)}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      aria-busy={control.busy}
      value={chosen}
      onChange={({ target }) => control.fill(target.value ? [target.value] : [])}
    >
      <option value="">{placeholder}</option>
      <Groups groups={groups} without={[]} />
    </select>
  );
}

/** Chosen ones as chips, and a menu of the others. */
function MultipleSelect({ element, groups, control, ...props }: AnySelectProps): ReactNode {
  const { filled, fill, busy } = control;
  const all = groups.flatMap(({ choices }) => choices);
  const limit = 'max_selected_items' in element ? element.max_selected_items : undefined;
  const isFull = limit !== undefined && filled.length >= limit;
  const placeholder = element.placeholder?.text ?? 'Choose options';
  return (
    <div className="chips">
      {filled.map((value) => {
        const name = all.find((choice) => choice.value === value)?.name ?? value;
        return (
          <button
            key={value}
            type="button"
            className="chip"
            aria-label={`Remove ${name}`}
            onClick={() => fill(filled.filter((other) => other !== value))}
          >
            {name} <span aria-hidden="true">×</span>
          </button>
        );
      })}
      <select
        id={props.id}
        className="select empty"
        aria-label={props.id ? undefined : (element.placeholder?.text ?? props.label ?? placeholder)}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-busy={busy}
        value=""
        disabled={isFull}
        onChange={({ target }) => fill([...filled, target.value])}
      >
        <option value="">{isFull ? `At most ${limit}` : placeholder}</option>
        <Groups groups={groups} without={filled} />
      </select>
    </div>
  );
}

function Groups({ groups, without }: { groups: ChoiceGroup[]; without: readonly string[] }): ReactNode {
  return groups.map(({ label, choices }) => {
    const options = choices
      .filter(({ value }) => !without.includes(value))
      .map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ));
    return label === null ? (
      options
    ) : (
      <optgroup key={label} label={label}>
        {options}
      </optgroup>
    );
  });
}
