import type { View } from '@slack/types';
import { codePoints, isRecord } from '../checks/block-rules/shape.ts';
import { elementsOf } from '../kept/placed-elements.ts';
import type { ElementState, StateValues } from '../protocol.ts';
import { findState, isFilled } from './state-values.ts';

/** What Slack itself says of a form before it asks the bot: by `block_id`, empty when all is well. */
export function checkInputs(view: View, state: StateValues): Record<string, string> {
  const problems = view.blocks.flatMap((block): [string, string][] => {
    if (!isRecord(block) || block.type !== 'input') return [];
    return elementsOf([block]).flatMap(({ blockId, actionId, element }): [string, string][] => {
      const held = findState(state, blockId, actionId);
      if (!held || !isFilled(held)) {
        return block['optional'] === true ? [] : [[blockId, 'Please complete this required field.']];
      }
      const problem = problemWith(held, element);
      return problem ? [[blockId, problem]] : [];
    });
  });
  return Object.fromEntries(problems);
}

function problemWith({ type, value }: ElementState, element: Record<string, unknown>): string | undefined {
  if (typeof value !== 'string') return undefined;
  switch (type) {
    case 'plain_text_input':
      return lengthProblem(value, element);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\//.test(value) && URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return numberProblem(value, element);
    default:
      return undefined;
  }
}

function lengthProblem(
  value: string,
  { min_length: min, max_length: max }: Record<string, unknown>,
): string | undefined {
  const length = codePoints(value);
  if (typeof min === 'number' && length < min) return `Please use at least ${min} characters.`;
  const most = typeof max === 'number' ? max : 3000;
  return length > most ? `Please use at most ${most} characters.` : undefined;
}

function numberProblem(value: string, element: Record<string, unknown>): string | undefined {
  const { is_decimal_allowed: decimals, min_value: min, max_value: max } = element;
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value)) return 'Please enter a valid number.';
  if (decimals !== true && value.includes('.')) return 'Please enter a whole number.';
  if (typeof min === 'string' && Number(value) < Number(min)) return `Please enter a number of at least ${min}.`;
  if (typeof max === 'string' && Number(value) > Number(max)) return `Please enter a number of at most ${max}.`;
  return undefined;
}
