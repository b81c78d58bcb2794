import {
  anything,
  integer,
  list,
  number,
  object,
  oneOf,
  oneOfTypes,
  optional,
  type Rule,
  required,
  string,
} from './shape.ts';

const styled = { style: optional(anything) };
const name = required(string({ min: 1 }));

const text = object({ ...styled, text: required(string({ min: 1 })) });
const link = object({ ...styled, url: name, text: optional(string()), unsafe: optional(anything) });
const inline = oneOfTypes({
  text,
  link,
  broadcast: object({ ...styled, range: required(oneOf('here', 'channel', 'everyone')) }),
  color: object({ ...styled, value: name }),
  channel: object({ ...styled, channel_id: name }),
  date: object({
    ...styled,
    timestamp: required(number()),
    format: name,
    url: optional(string()),
    fallback: optional(string()),
  }),
  emoji: object({
    ...styled,
    name,
    unicode: optional(string()),
    url: optional(string()),
    skin_tone: optional(integer({ min: 1, max: 6 })),
  }),
  team: object({ ...styled, team_id: name }),
  user: object({ ...styled, user_id: name }),
  usergroup: object({ ...styled, usergroup_id: name }),
});
const border = { border: optional(oneOf(0, 1)) };
const section = object({ elements: required(list(inline, {})) });

/** A `rich_text` block, wherever it stands: in a message, a table's cell, a task. */
export const richText: Rule = object({
  block_id: optional(string({ min: 1, max: 255 })),
  elements: required(
    list(
      oneOfTypes({
        rich_text_section: section,
        rich_text_list: object({
          ...border,
          elements: required(list(oneOfTypes({ rich_text_section: section }), { min: 1 })),
          style: required(oneOf('bullet', 'ordered')),
          indent: optional(integer({ min: 0, max: 8 })),
          offset: optional(integer({ min: 0 })),
        }),
        rich_text_quote: object({ ...border, elements: required(list(inline, {})) }),
        rich_text_preformatted: object({
          ...border,
          elements: required(list(oneOfTypes({ text, link }), {})),
          language: optional(string()),
        }),
      }),
      { min: 1 },
    ),
  ),
});
