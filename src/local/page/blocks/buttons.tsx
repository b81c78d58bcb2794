import type {
  Button,
  FeedbackButtons as FeedbackButtonsElement,
  IconButton,
  Overflow,
  WorkflowButton,
} from '@slack/types';
import type { ReactNode } from 'react';
import { Menu } from '../menu.tsx';
import { actionIdOf, optionValue, report } from './fields.ts';
import { useSurface } from './surface.tsx';
import { Text } from './text.tsx';

interface ActionButtonProps {
  blockId: string;
  element: Button | WorkflowButton | IconButton;
}

/** A button; one with an address opens it and tells the app too, as in Slack. */
export function ActionButton({ blockId, element }: ActionButtonProps): ReactNode {
  const { press, busy } = useSurface();
  const isBusy = busy.includes(`${blockId}/${actionIdOf(element)}`);
  const { type } = element;
  const onClick = () => {
    if (isBusy) return;
    const value = 'value' in element && element.value !== undefined ? { value: element.value } : {};
    press({ blockId, element }, { type, text: element.text, ...value });
  };
  const style = 'style' in element && element.style ? ` ${element.style}` : '';
  const shared = { className: `button${style}`, 'aria-label': element.accessibility_label, onClick };
  if ('url' in element && element.url && /^(https?|mailto):/i.test(element.url)) {
    return (
      <a {...shared} href={element.url} target="_blank" rel="noopener noreferrer">
        <span>
          <Text text={element.text} />
        </span>
      </a>
    );
  }
  return (
    // not disabled while busy: a disabled button would lose the focus
    <button type="button" {...shared} aria-busy={isBusy} aria-disabled={isBusy}>
      <span>
        <Text text={element.text} />
      </span>
    </button>
  );
}

export function FeedbackButtons({ blockId, element }: { blockId: string; element: FeedbackButtonsElement }): ReactNode {
  const { press } = useSurface();
  const choices = [
    { ...element.positive_button, sign: '👍' },
    { ...element.negative_button, sign: '👎' },
  ];
  return choices.map(({ text, value, sign, accessibility_label: label }) => (
    <button
      key={sign}
      type="button"
      className="button quiet"
      aria-label={label ?? text.text}
      title={text.text}
      onClick={() => press({ blockId, element }, { type: element.type, value })}
    >
      {sign}
    </button>
  ));
}

export function OverflowMenu({ blockId, element }: { blockId: string; element: Overflow }): ReactNode {
  const { press } = useSurface();
  return (
    <Menu
      label="More actions"
      className="button quiet"
      sign="⋯"
      choices={element.options.map((option) => ({
        key: optionValue(option),
        name: <Text text={option.text} />,
        description: option.description?.text,
        onChoose: () => {
          if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener');
          press({ blockId, element }, report(element, [optionValue(option)]));
        },
      }))}
    />
  );
}
