import { interactiveTypes } from '../checks/block-rules/elements.ts';
import { isRecord } from '../checks/block-rules/shape.ts';

export interface PlacedElement {
  blockId: string;
  actionId: string;
  type: string;
  element: Record<string, unknown>;
}

/** Every button and input of a message or view, in the order in which they stand. */
export function elementsOf(blocks: unknown): PlacedElement[] {
  return within(blocks, '');
}

export function findElement(blocks: unknown, blockId: string, actionId: string): PlacedElement | undefined {
  return elementsOf(blocks).find((one) => one.blockId === blockId && one.actionId === actionId);
}

function within(value: unknown, outerBlockId: string): PlacedElement[] {
  if (Array.isArray(value)) return value.flatMap((inner) => within(inner, outerBlockId));
  if (!isRecord(value)) return [];
  const { type, block_id: ownId, action_id: actionId } = value;
  const blockId = typeof ownId === 'string' ? ownId : outerBlockId;
  if (typeof type === 'string' && typeof actionId === 'string' && interactiveTypes.has(type)) {
    return [{ blockId, actionId, type, element: value }];
  }
  return Object.values(value).flatMap((inner) => within(inner, blockId));
}
