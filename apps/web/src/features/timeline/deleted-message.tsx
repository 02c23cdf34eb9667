import type { Message } from '@confab/protocol';
import { Trash2 } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { clockTime, fullTime } from '../../ui/clock-time.ts';
import { ThreadLine } from './thread-line.tsx';

/** What stays of a deleted message: its place. */
export const DeletedMessage = memo(function DeletedMessage({
  message,
  stop,
}: {
  message: Message;
  stop: boolean;
}): ReactNode {
  return (
    <article
      className="msg lead gone"
      aria-label={`Deleted message of ${message.author.name}`}
      data-row={message.id}
      data-seq={message.seq}
      tabIndex={stop ? 0 : -1}
    >
      <span className="av ghost" aria-hidden="true">
        <Trash2 className="i s" />
      </span>
      <div className="content">
        <div className="by">
          <b>{message.author.name}</b>
          <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
            {clockTime(message.at)}
          </time>
        </div>
        <div className="body">
          {message.deletedBy ? 'Removed by a moderator' : 'Message deleted'}
          <ThreadLine message={message} />
        </div>
      </div>
    </article>
  );
});
