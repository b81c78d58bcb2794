import type { KnownBlock } from '@slack/types';

/** The buttons in some blocks: what each says, is routed by, and carries. */
export const buttonsOf = (blocks: readonly KnownBlock[]): [text: string, actionId: string, value: string][] =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .flatMap((element): [string, string, string][] =>
      element.type === 'button' ? [[element.text.text, element.action_id ?? '', element.value ?? '']] : [],
    );
