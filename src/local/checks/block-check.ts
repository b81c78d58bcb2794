import limits from './block-limits.json' with { type: 'json' };
import { blockOn, type Surface } from './block-rules/blocks.ts';
import { textLength } from './block-rules/measure.ts';
import { plainText, suggestedOptions } from './block-rules/objects.ts';
import {
  anything,
  flag,
  isRecord,
  list,
  object,
  oneOfTypes,
  optional,
  type Problem,
  problemsOf,
  type Report,
  type Rule,
  required,
  string,
} from './block-rules/shape.ts';

const MOST_IN_A_MESSAGE = 50;
const MOST_CHARTS = 2;
/** Nowhere documented, seen by many. */
const MOST_CHARACTERS = 13_200;
const MOST_BYTES_OF_A_VIEW = 250 * 1024;

/** What Slack would refuse in the blocks of a message; pointers start with `/blocks`. Empty when all is well. */
export function checkMessageBlocks(blocks: unknown): Problem[] {
  const problems = problemsOf(messageBlocks, blocks, '/blocks');
  const tooLong = `msg_blocks_too_long: ${textLength(blocks)} characters, at most ${MOST_CHARACTERS}`;
  return areBlocksTooLong(blocks) ? [...problems, { pointer: '/blocks', problem: tooLong }] : problems;
}

/** Whether the texts of all blocks are too long together, which Slack refuses with an error of its own. */
export function areBlocksTooLong(blocks: unknown): boolean {
  return textLength(blocks) > MOST_CHARACTERS;
}

/** What Slack would refuse in a view, modal or Home; pointers start with `/view`. */
export function checkView(view: unknown): Problem[] {
  const problems = problemsOf(anyView, view, '/view');
  return isViewTooLarge(view)
    ? [...problems, { pointer: '/view', problem: 'view_too_large: at most 250 KB' }]
    : problems;
}

/** The same for a view as a whole. */
export function isViewTooLarge(view: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(view) ?? '') > MOST_BYTES_OF_A_VIEW;
}

/** What Slack would refuse in the options with which a bot fills a menu. */
export function checkSuggestedOptions(answer: unknown): Problem[] {
  return problemsOf(suggestedOptions, answer, '');
}

const messageBlocks: Rule = (blocks, pointer, report) => {
  list(blockOn.message, { max: MOST_IN_A_MESSAGE })(blocks, pointer, report);
  checkTogether(blocks, pointer, report);
  if (countOf(blocks, 'table') > 1) report(pointer, 'only_one_table_allowed');
  if (countOf(blocks, 'data_visualization') > MOST_CHARTS) report(pointer, 'too many data_visualization blocks');
};

function viewBlocks(surface: Surface): Rule {
  const { min_items: min, max_items: max } = limits.view.blocks;
  return (blocks, pointer, report) => {
    list(blockOn[surface], { min, max })(blocks, pointer, report);
    checkTogether(blocks, pointer, report);
  };
}

const common = {
  callback_id: optional(string({ max: limits.view.callback_id.max_length })),
  private_metadata: optional(string({ max: limits.view.private_metadata.max_length })),
  external_id: optional(string({ max: 255 })),
};

const submitNeeded: Rule = (view, pointer, report) => {
  if (isRecord(view) && !view['submit'] && countOf(view['blocks'], 'input') > 0) {
    report(pointer, 'missing required field: submit (there are input blocks)');
  }
};

const anyView = oneOfTypes({
  modal: object(
    {
      ...common,
      title: required(plainText({ max: limits.view.title.max_length })),
      blocks: required(viewBlocks('modal')),
      submit: optional(plainText({ max: limits.view.submit.max_length })),
      close: optional(plainText({ max: limits.view.close.max_length })),
      clear_on_close: optional(flag),
      notify_on_close: optional(flag),
      submit_disabled: optional(anything),
    },
    submitNeeded,
  ),
  home: object({ ...common, blocks: required(viewBlocks('home')) }),
});

/** Ids must differ: a block's within its message or view, an action's within its block. */
function checkTogether(blocks: unknown, pointer: string, report: Report): void {
  if (!Array.isArray(blocks)) return;
  const blockIds = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    if (!isRecord(block)) continue;
    checkActionIds(block, `${pointer}/${index}`, report);
    const { block_id: id } = block;
    if (id === undefined) continue;
    if (blockIds.has(id)) report(`${pointer}/${index}/block_id`, `\`block_id\` "${id}" already exists`);
    blockIds.add(id);
  }
}

function checkActionIds(block: Record<string, unknown>, pointer: string, report: Report): void {
  const seen = new Set<unknown>();
  for (const [name, inner] of Object.entries(block)) {
    if (!Array.isArray(inner)) continue;
    for (const [index, element] of inner.entries()) {
      if (!isRecord(element) || element['action_id'] === undefined) continue;
      const { action_id: id } = element;
      if (seen.has(id)) report(`${pointer}/${name}/${index}/action_id`, `\`action_id\` "${id}" already exists`);
      seen.add(id);
    }
  }
}

/** How many blocks are of one type, those within a container too. */
function countOf(blocks: unknown, type: string): number {
  if (!Array.isArray(blocks)) return 0;
  return blocks.filter(isRecord).reduce((sum, block) => {
    return sum + (block['type'] === type ? 1 : 0) + countOf(block['child_blocks'], type);
  }, 0);
}
