import { type ReactNode, useState } from 'react';
import { fromLocalInput, toLocalInput } from '../times.ts';
import { useWorkspace } from '../workspace.ts';
import type { ElementProps, FieldControl } from './surface.tsx';

interface PickerProps extends ElementProps {
  control: FieldControl;
}

export function DatePicker(props: PickerProps): ReactNode {
  const { filled, fill } = props.control;
  return <Picker {...props} type="date" value={filled[0] ?? ''} onPick={(date) => fill(date ? [date] : [])} />;
}

export function TimePicker(props: PickerProps): ReactNode {
  const { filled, fill } = props.control;
  return <Picker {...props} type="time" value={filled[0] ?? ''} onPick={(time) => fill(time ? [time] : [])} />;
}

/** Shown in the person's time zone, kept in seconds. */
export function DateTimePicker(props: PickerProps): ReactNode {
  const { timeZone } = useWorkspace().me;
  const [seconds] = props.control.filled;
  return (
    <Picker
      {...props}
      type="datetime-local"
      value={seconds === undefined ? '' : toLocalInput(Number(seconds), timeZone)}
      onPick={(local) => props.control.fill(local ? [String(fromLocalInput(local, timeZone))] : [])}
    />
  );
}

interface AnyPickerProps extends PickerProps {
  type: 'date' | 'time' | 'datetime-local';
  value: string;
  onPick: (value: string) => void;
}

/**
 * What is picked counts at once; what is typed passes through other dates (the year 2 on the way to 2026), so where
 * each change is told to the app it counts when the field is left or Enter is pressed.
 */
function Picker({ field, type, value, onPick, control, dispatches, ...props }: AnyPickerProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const [isTyping, setIsTyping] = useState(false);
  const { element } = field;
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
  const settle = () => {
    setIsTyping(false);
    setTyped(null);
    if (typed !== null && typed !== value) onPick(typed);
  };
  return (
    <input
      id={props.id}
      type={type}
      className="picker"
      aria-label={props.id ? undefined : (placeholder ?? props.label ?? 'Pick a date')}
      title={placeholder}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      aria-busy={control.busy}
      value={typed ?? value}
      onKeyDown={({ key }) => (key === 'Enter' ? settle() : setIsTyping(key !== 'Tab'))}
      onPointerDown={() => setIsTyping(false)}
      onBlur={settle}
      onChange={({ target }) => (dispatches && isTyping ? setTyped(target.value) : onPick(target.value))}
    />
  );
}
