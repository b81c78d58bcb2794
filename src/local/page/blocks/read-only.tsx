import { type ComponentProps, memo, type ReactNode } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import { formatSlackDate } from '../times.ts';
import { useWorkspace } from '../workspace.ts';
import { Chart } from './chart.tsx';
import { hasAxes } from './chart-layout.ts';
import { Link } from './link.tsx';

type LibraryProps = ComponentProps<typeof Message>;
type LibraryBlock = LibraryProps['blocks'][number];

const drawn = new Set(['image', 'markdown', 'data_visualization', 'alert', 'plan', 'task_card', 'video']);

/** Whether this is one of the blocks that we leave to the library. */
export function isReadOnly(block: { type: string }): block is LibraryBlock {
  return drawn.has(block.type);
}

/** A block that is only read, as slack-blocks-to-jsx draws it; charts but the round ones are our own. */
export const ReadOnly = memo(function ReadOnly({ block }: { block: LibraryBlock }): ReactNode {
  const { app, people, conversations, theme, me } = useWorkspace();
  const hooks: LibraryProps['hooks'] = {
    user: ({ id, name }) => <span className="mention">@{name || id}</span>,
    channel: ({ id, name }) => <span className="mention">#{name || id}</span>,
    link: ({ href, children }) => <Link href={href} label={children} />,
    date: ({ timestamp, format }) => <time>{formatSlackDate(Number(timestamp), format, me.timeZone)}</time>,
  };
  if (block.type === 'data_visualization' && hasAxes(block.chart)) {
    return <Chart title={block.title ?? ''} chart={block.chart} />;
  }
  const users = [...people, { id: app.botUserId, name: app.name }].map(({ id, name }) => ({ id, name }));
  const channels = conversations.map(({ id, name }) => ({ id, name }));
  return (
    <Message withoutWrapper blocks={[block]} name="" logo="" theme={theme} data={{ users, channels }} hooks={hooks} />
  );
});
