import limits from '../block-limits.json' with { type: 'json' };
import {
  anything,
  exactlyOneOf,
  flag,
  isLongerThan,
  isRecord,
  list,
  object,
  oneOf,
  oneOfTypes,
  optional,
  type Rule,
  required,
  string,
} from './shape.ts';

interface Bounds {
  min?: number;
  max?: number;
}

function plainTextObject({ min = limits.text.min_length, max = limits.text.max_length }: Bounds): Rule {
  return object({ text: required(string({ min, max })), emoji: optional(flag) });
}

function mrkdwnObject({ min = limits.text.min_length, max = limits.text.max_length }: Bounds): Rule {
  return object({ text: required(string({ min, max })), verbatim: optional(flag) });
}

export const plainText = (bounds: Bounds = {}): Rule => oneOfTypes({ plain_text: plainTextObject(bounds) });
export const anyText = (bounds: Bounds = {}): Rule =>
  oneOfTypes({ plain_text: plainTextObject(bounds), mrkdwn: mrkdwnObject(bounds) });

/** The kinds of text that an element of a context block may be. */
export const textKinds = { plain_text: plainTextObject({}), mrkdwn: mrkdwnObject({}) };

/** A web address, or one that opens an app (`slack://`, `mailto:`). */
export function url(max: number = limits.button.url.max_length): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string') return report(pointer, 'must provide a string');
    if (isLongerThan(value, max)) report(pointer, `must be less than ${max + 1} characters`);
    if (!URL.canParse(value)) report(pointer, 'must be a valid url');
  };
}

export const actionId = string({ min: 1, max: limits.action_id.max_length });
export const blockId = string({ min: 1, max: limits.block_id.max_length });
export const colorScheme = oneOf('primary', 'danger');

export const confirmation = object({
  title: optional(plainText({ max: limits.confirmation.title.max_length })),
  text: required(anyText({ max: limits.confirmation.text.max_length })),
  confirm: optional(plainText({ max: limits.confirmation.confirm.max_length })),
  deny: optional(plainText({ max: limits.confirmation.deny.max_length })),
  style: optional(colorScheme),
});

/** An option of a menu (plain text only), of checkboxes or radio buttons (formatting too), or of an overflow (a link too). */
export function option(kind: 'menu' | 'choice' | 'overflow'): Rule {
  const text = { max: limits.option.text.max_length };
  const description = { max: limits.option.description.max_length };
  return object({
    text: required(kind === 'choice' ? anyText(text) : plainText(text)),
    value: required(string({ min: 1, max: limits.option.value.max_length })),
    description: optional(kind === 'choice' ? anyText(description) : plainText(description)),
    ...(kind === 'overflow' ? { url: optional(url(limits.option.url.max_length)) } : {}),
  });
}

const menuOptions = list(option('menu'), { min: 1, max: limits.select.options.max_items });
const optionGroup = object({
  label: required(plainText({ max: limits.option_group.label.max_length })),
  options: required(
    list(option('menu'), {
      min: limits.option_group.options.min_items,
      max: limits.option_group.options.max_items,
    }),
  ),
});
export const menuFields = {
  options: optional(menuOptions),
  option_groups: optional(list(optionGroup, { min: 1, max: limits.select.option_groups.max_items })),
};

/** What a bot answers when it fills a menu; nothing found is a list without options. */
export const suggestedOptions = object(
  {
    options: optional(list(option('menu'), { max: limits.select.options.max_items })),
    option_groups: optional(list(optionGroup, { max: limits.select.option_groups.max_items })),
  },
  exactlyOneOf('options', 'option_groups'),
);

/** What is chosen at first must be one of the options, just as it stands there. */
export const initialIsAnOption: Rule = (value, pointer, report) => {
  if (!isRecord(value)) return;
  const offered = new Set(optionsOf(value).map((choice) => JSON.stringify(choice)));
  const { initial_option: one, initial_options: several } = value;
  if (one && !offered.has(JSON.stringify(one))) report(`${pointer}/initial_option`, 'must be one of the options');
  if (!Array.isArray(several)) return;
  for (const [index, choice] of several.entries()) {
    if (offered.has(JSON.stringify(choice))) continue;
    report(`${pointer}/initial_options/${index}`, 'must be one of the options');
  }
};

/** All options of an element, in groups or not. */
export function optionsOf(element: Record<string, unknown>): unknown[] {
  const { options, option_groups: groups } = element;
  const grouped = Array.isArray(groups) ? groups.filter(isRecord).flatMap(({ options }) => options) : [];
  return [...(Array.isArray(options) ? options : []), ...grouped];
}

const slackFile = object({ id: optional(string()), url: optional(string()) });
const imageSource = {
  image_url: optional(url(limits.image.image_url.max_length)),
  slack_file: optional(slackFile),
  // what Slack adds when it hands a message back
  image_width: optional(anything),
  image_height: optional(anything),
  image_bytes: optional(anything),
  fallback: optional(anything),
};
export const imageFields = {
  ...imageSource,
  alt_text: required(string({ max: limits.image.alt_text.max_length })),
};
