import type { AnyBlock, KnownBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Card, Container, ContextActions } from './cards.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DataTable } from './data-table.tsx';
import { Context, Header, Section } from './display.tsx';
import { Element } from './element.tsx';
import { Input } from './input.tsx';
import { isReadOnly, ReadOnly } from './read-only.tsx';
import { RichText } from './rich-text.tsx';
import { type Surface, SurfaceProvider } from './surface.tsx';
import { Table } from './table.tsx';

/** The blocks of a message or a view, live. */
export function Blocks({ blocks, surface }: { blocks: readonly AnyBlock[]; surface: Surface }): ReactNode {
  return (
    <SurfaceProvider value={surface}>
      <BlockList blocks={blocks} />
      {surface.question && <ConfirmDialog confirm={surface.question.confirm} onAnswer={surface.answer} />}
    </SurfaceProvider>
  );
}

function BlockList({ blocks }: { blocks: readonly AnyBlock[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <div
          key={block.block_id ?? `at-${index}`}
          className="block"
          data-block-type={block.type}
          data-focus={wantsFocus(block)}
        >
          <Block block={block} />
        </div>
      ))}
    </div>
  );
}

function wantsFocus(block: AnyBlock): true | undefined {
  if (!isOwn(block) || block.type !== 'input') return undefined;
  return ('focus_on_load' in block.element && block.element.focus_on_load) || undefined;
}

type OwnBlock = Extract<
  KnownBlock,
  {
    type:
      | 'actions'
      | 'card'
      | 'carousel'
      | 'container'
      | 'context'
      | 'context_actions'
      | 'data_table'
      | 'divider'
      | 'header'
      | 'input'
      | 'rich_text'
      | 'section'
      | 'table';
  }
>;

const drawers: { [Type in OwnBlock['type']]: (block: Extract<OwnBlock, { type: Type }>) => ReactNode } = {
  actions: ({ block_id = '', elements }) => (
    <div className="actions">
      {elements.map((element, index) => (
        <Element key={element.action_id ?? `at-${index}`} field={{ blockId: block_id, element }} dispatches />
      ))}
    </div>
  ),
  card: (block) => <Card block={block} />,
  carousel: ({ elements }) => (
    <div className="carousel">
      {elements.map((card, index) => (
        <Card key={card.block_id ?? `at-${index}`} block={card} />
      ))}
    </div>
  ),
  container: (block) => (
    <Container block={block}>
      <BlockList blocks={block.child_blocks} />
    </Container>
  ),
  context: (block) => <Context block={block} />,
  context_actions: (block) => <ContextActions block={block} />,
  data_table: (block) => <DataTable block={block} />,
  divider: () => <hr />,
  header: (block) => <Header block={block} />,
  input: (block) => <Input block={block} />,
  rich_text: (block) => <RichText block={block} />,
  section: (block) => <Section block={block} />,
  table: (block) => <Table block={block} />,
};

function isOwn(block: AnyBlock): block is OwnBlock {
  return Object.hasOwn(drawers, block.type);
}

function draw<Type extends OwnBlock['type']>(type: Type, block: Extract<OwnBlock, { type: Type }>): ReactNode {
  return drawers[type](block);
}

function Block({ block }: { block: AnyBlock }): ReactNode {
  if (isOwn(block)) return draw(block.type, block);
  if (isReadOnly(block)) return <ReadOnly block={block} />;
  return <p className="hint">This page cannot draw a “{block.type}” block yet.</p>;
}
