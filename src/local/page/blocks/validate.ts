import type { AnyBlock, InputBlock, NumberInput, PlainTextInput } from '@slack/types';
import { type Changes, filledIn } from './fields.ts';

/** What Slack itself objects to before it sends a submission to the app, by `block_id`. */
export function validate(blocks: readonly AnyBlock[], changes: Changes): Record<string, string> {
  const inputs = blocks.filter((block): block is InputBlock => block.type === 'input');
  return Object.fromEntries(
    inputs.flatMap((block) => {
      const error = errorOf(block, filledIn(changes, block.block_id ?? '', block.element));
      return error ? [[block.block_id ?? '', error]] : [];
    }),
  );
}

function errorOf({ element, optional }: InputBlock, [first = '']: readonly string[]): string | null {
  if (first.trim() === '') return optional ? null : 'Please complete this required field.';
  switch (element.type) {
    case 'plain_text_input':
      return lengthError(element, first);
    case 'number_input':
      return numberError(element, first);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(first) ? null : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(first) ? null : 'Please enter a valid URL.';
    default:
      return null;
  }
}

function lengthError(
  { min_length: min = 0, max_length: max = Number.POSITIVE_INFINITY }: PlainTextInput,
  text: string,
) {
  const length = [...text].length;
  if (length < min) return `Please enter at least ${min} characters.`;
  if (length > max) return `Please enter at most ${max} characters.`;
  return null;
}

function numberError({ is_decimal_allowed: decimal, min_value: min, max_value: max }: NumberInput, text: string) {
  const pattern = decimal ? /^-?\d*\.?\d+$/ : /^-?\d+$/;
  if (!pattern.test(text.trim())) return decimal ? 'Please enter a valid number.' : 'Please enter a whole number.';
  if (min !== undefined && Number(text) < Number(min)) return `Please enter ${min} or more.`;
  if (max !== undefined && Number(text) > Number(max)) return `Please enter ${max} or less.`;
  return null;
}
