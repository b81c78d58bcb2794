import { memo, type ReactNode } from 'react';
import type { PageMessage } from '../protocol.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { useNewSurface } from './blocks/surface.tsx';
import { Mrkdwn } from './blocks/text.tsx';
import { Files } from './files.tsx';
import { instantOf, timeOfDay } from './times.ts';
import { useWorkspace } from './workspace.ts';

interface MessageProps {
  message: PageMessage;
  isFollowUp: boolean;
}

export const Message = memo(function Message({ message, isFollowUp }: MessageProps): ReactNode {
  const workspace = useWorkspace();
  const { author, ephemeral, threadTs, ts, conversation } = message;
  const instant = instantOf(ts);
  const time = (
    <time dateTime={instant.toISOString()} title={instant.toISOString()}>
      {timeOfDay(instant, workspace.me.timeZone)}
    </time>
  );
  const dismiss = () => void workspace.ask({ kind: 'dismiss', person: workspace.me.id, conversation, ts });
  return (
    <article className={`message${isFollowUp ? ' follow-up' : ''}${ephemeral ? ' ephemeral' : ''}`}>
      {ephemeral && <p className="only-you">Only visible to you</p>}
      <div className="gutter">{isFollowUp ? time : <Avatar {...author} isApp={author.kind === 'bot'} />}</div>
      <div className="content">
        <h3 className={isFollowUp ? 'said-by visually-hidden' : 'said-by'}>
          <span className="author">{author.name}</span>
          {author.kind === 'bot' && <span className="badge">APP</span>}
          {!isFollowUp && time}
        </h3>
        {threadTs && threadTs !== ts && <p className="hint">Replied in a thread</p>}
        <Body message={message} />
        {ephemeral && (
          <p className="hint">
            <button type="button" className="link" onClick={dismiss}>
              Dismiss message
            </button>
          </p>
        )}
      </div>
    </article>
  );
});

function Body({ message }: { message: PageMessage }): ReactNode {
  const workspace = useWorkspace();
  const { blocks, text, files, conversation, ts, edited } = message;
  const surface = useNewSurface({ source: { kind: 'message', conversation, ts }, blocks });
  return (
    <>
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} surface={surface} />
      ) : (
        text !== '' && (
          <div className="text">
            <Mrkdwn source={text} workspace={workspace} />
          </div>
        )
      )}
      <Files files={files} />
      {edited && <span className="hint"> (edited)</span>}
    </>
  );
}
