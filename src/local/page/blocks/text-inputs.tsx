import type { EmailInput, NumberInput, PlainTextInput, RichTextInput, URLInput } from '@slack/types';
import type { KeyboardEvent, ReactNode } from 'react';
import { report } from './fields.ts';
import { type ElementProps, type FieldControl, useSurface } from './surface.tsx';

type TextElement = PlainTextInput | RichTextInput | NumberInput | EmailInput | URLInput;

interface TextInputProps extends ElementProps {
  element: TextElement;
  control: FieldControl;
}

const inputTypes = {
  plain_text_input: 'text',
  number_input: 'text', // so that what is no number can be faulted as Slack does
  email_text_input: 'email',
  url_text_input: 'url',
} as const;

/** A field to type into. When its typing is told to the app (`dispatch_action_config`), on Enter or at each character. */
export function TextInput({ element, control, dispatches, field, ...props }: TextInputProps): ReactNode {
  const { change, press } = useSurface();
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const tellsEach = dispatches && triggers.includes('on_character_entered');
  const tellsEnter = dispatches && triggers.includes('on_enter_pressed');
  const [text = ''] = control.filled;
  const isLong =
    element.type === 'rich_text_input' || (element.type === 'plain_text_input' && element.multiline === true);
  const shared = {
    id: props.id,
    className: 'text-input',
    placeholder: element.placeholder?.text,
    'aria-label': props.id ? undefined : (element.placeholder?.text ?? props.label),
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid,
    'aria-busy': control.busy,
    value: text,
    onChange: ({ target }: { target: { value: string } }) =>
      change(field, target.value ? [target.value] : [], tellsEach),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !tellsEnter) return;
      event.preventDefault();
      press(field, report(element, control.filled));
    },
  };
  return (
    <>
      {isLong ? <textarea rows={4} {...shared} /> : <input type={typeOf(element)} {...modeOf(element)} {...shared} />}
      {tellsEnter && <p className="hint">Press Enter to send it to the app</p>}
      <Count element={element} text={text} />
    </>
  );
}

function typeOf(element: TextElement): string {
  return element.type === 'rich_text_input' ? 'text' : inputTypes[element.type];
}

function modeOf(element: TextElement): { inputMode?: 'decimal' | 'numeric' } {
  if (element.type !== 'number_input') return {};
  return { inputMode: element.is_decimal_allowed ? 'decimal' : 'numeric' };
}

/** How many characters are left, once it matters. */
function Count({ element, text }: { element: TextElement; text: string }): ReactNode {
  if (element.type !== 'plain_text_input' || element.max_length === undefined) return null;
  const left = element.max_length - [...text].length;
  if (left > 50 && left > element.max_length * 0.2) return null;
  return (
    <p className={left < 0 ? 'count over' : 'count'} role="status">
      {left < 0 ? `${-left} too many` : `${left} left`}
    </p>
  );
}
