import type { ReactNode } from 'react';
import { ActionButton, FeedbackButtons, OverflowMenu } from './buttons.tsx';
import { Checkboxes, RadioButtons } from './check-lists.tsx';
import { ExternalSelect } from './external-select.tsx';
import { initialOf } from './fields.ts';
import { imageUrl } from './image-url.ts';
import { DatePicker, DateTimePicker, TimePicker } from './pickers.tsx';
import { IdSelect, OptionSelect } from './selects.tsx';
import { type ElementProps, useField } from './surface.tsx';
import { TextInput } from './text-inputs.tsx';

/** Any element that is pressed or filled (and the image that may stand in its place). */
export function Element(props: ElementProps): ReactNode {
  const { field } = props;
  const { element } = field;
  switch (element.type) {
    case 'image':
      return <img className="thumbnail" src={imageUrl(element)} alt={element.alt_text} />;
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return <ActionButton blockId={field.blockId} element={element} />;
    case 'feedback_buttons':
      return <FeedbackButtons blockId={field.blockId} element={element} />;
    case 'overflow':
      return <OverflowMenu blockId={field.blockId} element={element} />;
    default:
      return initialOf(element) === null ? null : <FilledElement {...props} />;
  }
}

function FilledElement(props: ElementProps): ReactNode {
  const { element } = props.field;
  const control = useField(props.field, props.dispatches);
  const shared = { ...props, control };
  switch (element.type) {
    case 'external_select':
    case 'multi_external_select':
      return <ExternalSelect {...shared} element={element} />;
    case 'static_select':
    case 'multi_static_select':
      return <OptionSelect {...shared} element={element} />;
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return <IdSelect {...shared} element={element} />;
    case 'checkboxes':
      return <Checkboxes {...shared} element={element} />;
    case 'radio_buttons':
      return <RadioButtons {...shared} element={element} />;
    case 'datepicker':
      return <DatePicker {...shared} />;
    case 'timepicker':
      return <TimePicker {...shared} />;
    case 'datetimepicker':
      return <DateTimePicker {...shared} />;
    case 'plain_text_input':
    case 'rich_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput {...shared} element={element} />;
    case 'file_input':
      return <input type="file" id={props.id} disabled title="Files cannot be uploaded in the local workspace" />;
    default:
      return null;
  }
}
