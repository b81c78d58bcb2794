import type { CardBlock, ContainerBlock, ContextActionsBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Element } from './element.tsx';
import { imageUrl } from './image-url.ts';
import { RichText } from './rich-text.tsx';
import { Text } from './text.tsx';

export function Card({ block }: { block: CardBlock }): ReactNode {
  const { hero_image: hero, icon, title, subtitle, body, actions = [], block_id: blockId = '' } = block;
  return (
    <div className="card">
      {hero && <img className="hero" src={imageUrl(hero)} alt={hero.alt_text} />}
      <div className="card-head">
        {icon && <img src={imageUrl(icon)} alt={icon.alt_text} />}
        <div>
          {title && (
            <div className="card-title">
              <Text text={title} />
            </div>
          )}
          {subtitle && (
            <div className="hint">
              <Text text={subtitle} />
            </div>
          )}
        </div>
      </div>
      {body && (
        <div className="text">
          <Text text={body} />
        </div>
      )}
      {actions.length > 0 && (
        <div className="actions">
          {actions.map((element, index) => (
            <Element key={element.action_id ?? `at-${index}`} field={{ blockId, element }} dispatches />
          ))}
        </div>
      )}
    </div>
  );
}

export function Container({ block, children }: { block: ContainerBlock; children: ReactNode }): ReactNode {
  const { title, rich_text_title: richTitle, subtitle, is_collapsible: collapsible, default_collapsed: closed } = block;
  const head = (
    <>
      {title && <Text text={title} />}
      {richTitle && <RichText block={richTitle} />}
      {subtitle && (
        <div className="hint">
          <Text text={subtitle} />
        </div>
      )}
    </>
  );
  if (!collapsible) {
    return (
      <section className="card">
        <div className="card-title">{head}</div>
        {children}
      </section>
    );
  }
  return (
    <details className="card" open={!closed}>
      <summary className="card-title">{head}</summary>
      {children}
    </details>
  );
}

export function ContextActions({ block }: { block: ContextActionsBlock }): ReactNode {
  return (
    <div className="actions">
      {block.elements.map((element, index) => (
        <Element
          key={element.action_id ?? `at-${index}`}
          field={{ blockId: block.block_id ?? '', element }}
          dispatches
        />
      ))}
    </div>
  );
}
