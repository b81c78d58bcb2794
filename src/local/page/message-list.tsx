import { Fragment, memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { PageConversation, PageMessage } from '../protocol.ts';
import { Message } from './message.tsx';
import { dayIn, dayName, instantOf } from './times.ts';
import { useWorkspace } from './workspace.ts';

interface MessageListProps {
  conversation: PageConversation;
  /** Oldest first. */
  messages: readonly PageMessage[];
}

const followUpSeconds = 300;

/** The messages of one conversation, with a line between days. A new one is scrolled into view. */
export const MessageList = memo(function MessageList({ conversation, messages }: MessageListProps): ReactNode {
  const { me, clock } = useWorkspace();
  const log = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.ts;
  useLayoutEffect(() => {
    if (last) showLast(log.current);
  }, [last]);

  const dayOf = dayIn(me.timeZone);
  const today = dayOf(clock.now());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div ref={log} className="messages" role="log" aria-label="Messages" tabIndex={0}>
      {messages.length === 0 && <Empty conversation={conversation} />}
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const day = dayOf(instantOf(message.ts));
        const isNewDay = !before || dayOf(instantOf(before.ts)) !== day;
        return (
          <Fragment key={message.ts}>
            {isNewDay && (
              <div className="day">
                <span>{dayName(day, today)}</span>
              </div>
            )}
            <Message message={message} isFollowUp={!isNewDay && follows(before, message)} />
          </Fragment>
        );
      })}
    </div>
  );
});

/** The end of the last message, or its beginning when it does not fit. */
function showLast(log: HTMLElement | null): void {
  const message = log?.lastElementChild;
  if (!log || !message) return;
  const top = message.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
  const isTall = message.clientHeight > log.clientHeight;
  log.scrollTop = isTall ? top : log.scrollHeight;
}

/** Said by the same one shortly after: drawn without a name again. */
function follows(before: PageMessage, message: PageMessage): boolean {
  return (
    before.author.id === message.author.id &&
    !before.ephemeral &&
    !message.ephemeral &&
    !message.threadTs &&
    Number(message.ts) - Number(before.ts) < followUpSeconds
  );
}

function Empty({ conversation }: { conversation: PageConversation }): ReactNode {
  const { app } = useWorkspace();
  const command = app.commands[0]?.command;
  const help = command && <code>{command} help</code>;
  return (
    <div className="empty">
      <p>
        {conversation.kind === 'dm' ? `This is where you and ${app.name} talk.` : `Welcome to #${conversation.name}.`}
      </p>
      <p>{conversation.kind === 'dm' ? <>Type {help}, or just write a question.</> : <>Type {help} to begin.</>}</p>
    </div>
  );
}
