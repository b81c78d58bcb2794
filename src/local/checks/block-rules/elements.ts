import limits from '../block-limits.json' with { type: 'json' };
import {
  actionId,
  colorScheme,
  confirmation,
  imageFields,
  initialIsAnOption,
  menuFields,
  option,
  plainText,
  textKinds,
  url,
} from './objects.ts';
import { richText } from './rich-text.ts';
import {
  anything,
  exactlyOneOf,
  flag,
  integer,
  list,
  matching,
  object,
  oneOf,
  oneOfTypes,
  optional,
  type Rule,
  required,
  string,
} from './shape.ts';

const pressed = { action_id: optional(actionId) };
const confirmed = { ...pressed, confirm: optional(confirmation) };
const focused = { focus_on_load: optional(flag) };
const placeholder = { placeholder: optional(plainText({ max: limits.select.placeholder.max_length })) };
const picked = { ...confirmed, ...focused, ...placeholder };
const several = { ...picked, max_selected_items: optional(integer({ min: 1 })) };
const typed = {
  ...pressed,
  ...focused,
  ...placeholder,
  dispatch_action_config: optional(
    object({
      trigger_actions_on: optional(list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 })),
    }),
  ),
};

const buttonLabel = {
  text: required(plainText({ max: limits.button.text.max_length })),
  accessibility_label: optional(string({ max: limits.button.accessibility_label.max_length })),
};
const buttonValue = { value: optional(string({ max: limits.button.value.max_length })) };

export const button = object({
  ...confirmed,
  ...buttonLabel,
  ...buttonValue,
  url: optional(url()),
  style: optional(colorScheme),
});
const workflowButton = object({
  ...confirmed,
  ...buttonLabel,
  workflow: required(anything),
  style: optional(colorScheme),
});

const choices = (max: number): Rule => list(option('choice'), { min: 1, max });
const checkboxes = object(
  {
    ...confirmed,
    ...focused,
    options: required(choices(limits.checkboxes.options.max_items)),
    initial_options: optional(list(option('choice'), { min: 1 })),
  },
  initialIsAnOption,
);
const radioButtons = object(
  {
    ...confirmed,
    ...focused,
    options: required(choices(limits.radio_buttons.options.max_items)),
    initial_option: optional(option('choice')),
  },
  initialIsAnOption,
);
const { min_items: fewest, max_items: most } = limits.overflow.options;
const overflow = object({
  ...confirmed,
  options: required(list(option('overflow'), { min: fewest, max: most })),
});

const date = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a date: YYYY-MM-DD');
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time: HH:mm');
const filter = object({
  include: optional(list(oneOf('im', 'mpim', 'private', 'public'), { min: 1 })),
  exclude_external_shared_channels: optional(flag),
  exclude_bot_users: optional(flag),
});
const ids = optional(list(string({ min: 1 }), {}));
const ofConversations = {
  default_to_current_conversation: optional(flag),
  filter: optional(filter),
};

const pickers = {
  datepicker: object({ ...picked, initial_date: optional(date) }),
  datetimepicker: object({
    ...confirmed,
    ...focused,
    initial_date_time: optional(integer({ min: 1e9, max: 9999999999 })),
  }),
  timepicker: object({ ...picked, initial_time: optional(time), timezone: optional(string({ min: 1 })) }),
};
const menus = {
  static_select: object(
    { ...picked, ...menuFields, initial_option: optional(option('menu')) },
    exactlyOneOf('options', 'option_groups'),
    initialIsAnOption,
  ),
  external_select: object({
    ...picked,
    initial_option: optional(option('menu')),
    min_query_length: optional(integer({ min: 0 })),
  }),
  users_select: object({ ...picked, initial_user: optional(string({ min: 1 })) }),
  conversations_select: object({
    ...picked,
    ...ofConversations,
    initial_conversation: optional(string({ min: 1 })),
    response_url_enabled: optional(flag),
  }),
  channels_select: object({
    ...picked,
    initial_channel: optional(string({ min: 1 })),
    response_url_enabled: optional(flag),
  }),
};
const multiMenus = {
  multi_static_select: object(
    { ...several, ...menuFields, initial_options: optional(list(option('menu'), { min: 1 })) },
    exactlyOneOf('options', 'option_groups'),
    initialIsAnOption,
  ),
  multi_external_select: object({
    ...several,
    initial_options: optional(list(option('menu'), { min: 1 })),
    min_query_length: optional(integer({ min: 0 })),
  }),
  multi_users_select: object({ ...several, initial_users: ids }),
  multi_conversations_select: object({ ...several, ...ofConversations, initial_conversations: ids }),
  multi_channels_select: object({ ...several, initial_channels: ids }),
};

const longest = limits.plain_text_input.max_length.max;
const { min: fewestFiles, max: mostFiles } = limits.file_input.max_files;
const richTextInput = object({
  ...typed,
  initial_value: optional(oneOfTypes({ rich_text: richText })),
  min_lines: optional(integer({ min: 1 })),
  max_lines: optional(integer({ min: 1 })),
});
const inputs = {
  plain_text_input: object({
    ...typed,
    initial_value: optional(string({ max: longest })),
    multiline: optional(flag),
    min_length: optional(integer({ min: 0, max: longest })),
    max_length: optional(integer({ min: 1, max: longest })),
  }),
  email_text_input: object({ ...typed, initial_value: optional(string()) }),
  url_text_input: object({ ...typed, initial_value: optional(string()) }),
  number_input: object({
    ...typed,
    is_decimal_allowed: required(flag),
    initial_value: optional(string()),
    min_value: optional(string()),
    max_value: optional(string()),
  }),
  file_input: object({
    ...pressed,
    filetypes: optional(list(string({ min: 1 }), {})),
    max_files: optional(integer({ min: fewestFiles, max: mostFiles })),
  }),
  rich_text_input: richTextInput,
};

export const image = object(imageFields);
const shared = { checkboxes, radio_buttons: radioButtons, ...pickers, ...menus, ...multiMenus };

/** Which elements stand where: https://docs.slack.dev/reference/block-kit/block-elements */
export const actionsElement = oneOfTypes({
  button,
  workflow_button: workflowButton,
  overflow,
  ...shared,
  rich_text_input: richTextInput,
});
export const sectionAccessory = oneOfTypes({ button, workflow_button: workflowButton, overflow, image, ...shared });
export const inputElement = oneOfTypes({ ...shared, ...inputs });
export const contextElement = oneOfTypes({ image, ...textKinds });
export const cardButton = oneOfTypes({ button });

const feedbackButton = object({
  text: required(plainText({ max: limits.feedback_button.text.max_length })),
  value: required(string({ min: 1, max: limits.feedback_button.value.max_length })),
  accessibility_label: optional(string({ max: limits.feedback_button.accessibility_label.max_length })),
});
export const contextActionsElement = oneOfTypes({
  feedback_buttons: object({
    ...pressed,
    positive_button: required(feedbackButton),
    negative_button: required(feedbackButton),
  }),
  icon_button: object({
    ...confirmed,
    ...buttonLabel,
    ...buttonValue,
    icon: required(string({ min: 1 })),
    visible_to_user_ids: optional(list(string({ min: 1 }), { max: limits.icon_button.visible_to_user_ids.max_items })),
  }),
});

/** The types of the elements that make Slack send something, so that each needs an `action_id`. */
export const interactiveTypes: ReadonlySet<string> = new Set([
  ...Object.keys({ ...shared, ...inputs }),
  ...['button', 'workflow_button', 'overflow', 'feedback_buttons', 'icon_button'],
]);
