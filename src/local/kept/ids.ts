import { randomInt, randomUUID } from 'node:crypto';
import type { Block } from '@slack/types';
import { interactiveTypes } from '../checks/block-rules/elements.ts';
import { isRecord } from '../checks/block-rules/shape.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as Slack's look: `V` and ten letters and digits. */
export function newId(prefix: string): string {
  return prefix + Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}

/** A copy in which every block has a `block_id` and every button and input an `action_id`, as Slack fills them in. */
export function withIds<One extends Block>(blocks: One[]): One[] {
  const copy = structuredClone(blocks);
  fillBlockIds(copy);
  fillActionIds(copy);
  return copy;
}

function fillBlockIds(blocks: unknown): void {
  if (!Array.isArray(blocks)) return;
  for (const block of blocks) {
    if (!isRecord(block)) continue;
    block['block_id'] ??= randomUUID().slice(0, 5);
    fillBlockIds(block['child_blocks']);
    if (block['type'] === 'carousel') fillBlockIds(block['elements']);
  }
}

function fillActionIds(value: unknown): void {
  if (Array.isArray(value)) value.forEach(fillActionIds);
  if (!isRecord(value)) return;
  const { type } = value;
  if (typeof type === 'string' && interactiveTypes.has(type)) value['action_id'] ??= randomUUID().slice(0, 5);
  Object.values(value).forEach(fillActionIds);
}
