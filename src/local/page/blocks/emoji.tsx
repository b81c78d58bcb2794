import { memo, type ReactNode } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import { useWorkspace } from '../workspace.ts';

/** One emoji by its name: the library knows them all. */
export const Emoji = memo(function Emoji({ name }: { name: string }): ReactNode {
  const { theme } = useWorkspace();
  const section = { type: 'rich_text_section' as const, elements: [{ type: 'emoji' as const, name }] };
  return (
    <Message
      withoutWrapper
      className="emoji"
      blocks={[{ type: 'rich_text', elements: [section] }]}
      name=""
      logo=""
      theme={theme}
    />
  );
});
