import type { ContextBlock, HeaderBlock, SectionBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Element } from './element.tsx';
import { imageUrl } from './image-url.ts';
import { Text } from './text.tsx';

export function Header({ block }: { block: HeaderBlock }): ReactNode {
  return (
    <h3>
      <Text text={block.text} />
    </h3>
  );
}

export function Section({ block }: { block: SectionBlock }): ReactNode {
  const { text, fields = [], accessory, block_id: blockId = '' } = block;
  const below = accessory?.type === 'checkboxes' || accessory?.type === 'radio_buttons';
  return (
    <div className={below ? 'section below' : 'section'}>
      <div className="section-text">
        {text && (
          <div className="text">
            <Text text={text} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              <div key={`at-${index}`} className="text">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="accessory">
          <Element field={{ blockId, element: accessory }} dispatches label={text?.text} />
        </div>
      )}
    </div>
  );
}

export function Context({ block }: { block: ContextBlock }): ReactNode {
  return (
    <div className="context">
      {block.elements.map((element, index) => {
        const key = `at-${index}`;
        if (element.type !== 'image') {
          return (
            <span key={key} className="text">
              <Text text={element} />
            </span>
          );
        }
        return <img key={key} src={imageUrl(element)} alt={element.alt_text} />;
      })}
    </div>
  );
}
