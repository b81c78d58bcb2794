import limits from '../block-limits.json' with { type: 'json' };
import { chart } from './charts.ts';
import {
  actionsElement,
  cardButton,
  contextActionsElement,
  contextElement,
  image,
  inputElement,
  sectionAccessory,
} from './elements.ts';
import { anyText, blockId, imageFields, plainText, url } from './objects.ts';
import { richText } from './rich-text.ts';
import {
  anyOf,
  anything,
  flag,
  list,
  object,
  oneOf,
  oneOfTypes,
  optional,
  type Rule,
  required,
  string,
} from './shape.ts';
import { dataTable, table } from './tables.ts';

export type Surface = 'message' | 'modal' | 'home';

const id = { block_id: optional(blockId) };

const simple = {
  actions: object({
    ...id,
    elements: required(list(actionsElement, { min: 1, max: limits.actions.elements.max_items })),
  }),
  context: object({
    ...id,
    elements: required(list(contextElement, { min: 1, max: limits.context.elements.max_items })),
  }),
  divider: object(id),
  file: object({ ...id, source: required(oneOf('remote')), external_id: required(string({ min: 1 })) }),
  header: object({ ...id, text: required(plainText({ max: limits.header.text.max_length })) }),
  image: object({ ...id, ...imageFields, title: optional(plainText({ max: 2000 })) }),
  input: object({
    ...id,
    label: required(plainText({ max: limits.input.label.max_length })),
    element: required(inputElement),
    hint: optional(plainText({ max: limits.input.hint.max_length })),
    optional: optional(flag),
    dispatch_action: optional(flag),
  }),
  rich_text: richText,
  section: object(
    {
      ...id,
      text: optional(anyText({ max: limits.section.text.max_length })),
      fields: optional(
        list(anyText({ max: limits.section.fields.item_max_length }), {
          min: 1,
          max: limits.section.fields.max_items,
        }),
      ),
      accessory: optional(sectionAccessory),
      expand: optional(flag),
    },
    anyOf('text', 'fields'),
  ),
  video: object({
    ...id,
    alt_text: required(string({ min: limits.video.alt_text.min_length, max: limits.video.alt_text.max_length })),
    title: required(plainText({ max: limits.video.title.max_length })),
    video_url: required(url()),
    thumbnail_url: required(url()),
    title_url: optional(url()),
    author_name: optional(string({ max: limits.video.author_name.max_length })),
    provider_name: optional(string({ max: limits.video.provider_name.max_length })),
    provider_icon_url: optional(url()),
    description: optional(plainText({ max: limits.video.description.max_length })),
  }),
};

const card = object(
  {
    ...id,
    hero_image: optional(image),
    icon: optional(image),
    slack_icon: optional(anything),
    title: optional(anyText({ max: limits.card.title.max_length })),
    subtitle: optional(anyText({ max: limits.card.subtitle.max_length })),
    body: optional(anyText({ max: limits.card.body.max_length })),
    subtext: optional(anyText({ max: limits.card.subtext.max_length })),
    actions: optional(list(cardButton, { max: limits.card.actions.max_items })),
  },
  anyOf('hero_image', 'title', 'actions', 'body'),
);
const carousel = object({
  ...id,
  elements: required(
    list(oneOfTypes({ card }), {
      min: limits.carousel.elements.min_items,
      max: limits.carousel.elements.max_items,
    }),
  ),
});
const alert = object({
  ...id,
  text: required(anyText({ max: limits.alert.text.max_length })),
  level: optional(oneOf('default', 'info', 'warning', 'error', 'success')),
});
const container = object(
  {
    ...id,
    title: optional(plainText({ max: limits.container.title.max_length })),
    rich_text_title: optional(oneOfTypes({ rich_text: richText })),
    subtitle: optional(anyText({ max: limits.container.subtitle.max_length })),
    icon: optional(image),
    child_blocks: required(
      list(oneOfTypes({ ...simple, table }), { min: 1, max: limits.container.child_blocks.max_items }),
    ),
    width: optional(oneOf('narrow', 'standard', 'wide', 'full')),
    is_collapsible: optional(flag),
    default_collapsed: optional(flag),
    has_header_divider: optional(flag),
  },
  anyOf('title', 'rich_text_title'),
);

const source = oneOfTypes({
  url: object({ url: required(url(limits.url_source.url.max_length)), text: required(string({ min: 1 })) }),
});
const taskCard = object({
  ...id,
  task_id: required(string({ min: 1 })),
  title: required(string({ min: 1 })),
  details: optional(oneOfTypes({ rich_text: richText })),
  output: optional(oneOfTypes({ rich_text: richText })),
  sources: optional(list(source, {})),
  status: required(oneOf('pending', 'in_progress', 'complete', 'error')),
});
const plan = object({
  ...id,
  title: required(string({ min: 1 })),
  tasks: optional(list(oneOfTypes({ task_card: taskCard }), {})),
});
const markdown = object({
  ...id,
  text: required(string({ min: limits.markdown.text.min_length, max: limits.markdown.text.max_length })),
});

const onlyInMessages = {
  carousel,
  container,
  context_actions: object({
    ...id,
    elements: required(list(contextActionsElement, { min: 1, max: limits.context_actions.elements.max_items })),
  }),
  data_table: dataTable,
  data_visualization: chart,
  markdown,
  plan,
  table,
  task_card: taskCard,
};

/** The blocks of each surface: https://docs.slack.dev/reference/block-kit/blocks */
export const blockOn: Record<Surface, Rule> = {
  message: oneOfTypes({ ...simple, card, ...onlyInMessages }),
  modal: oneOfTypes({ ...simple, card, alert }),
  home: oneOfTypes({ ...simple, card, carousel }),
};
