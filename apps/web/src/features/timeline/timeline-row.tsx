import type { Message } from '@confab/protocol';
import { memo, type ReactNode } from 'react';
import { DeletedMessage } from './deleted-message.tsx';
import { SentMessage } from './sent-message.tsx';
import type { TimelineItem } from './timeline-item.ts';
import { UnsentMessage } from './unsent-message.tsx';

interface Props {
  row: TimelineItem['row'];
  lead: boolean;
  day: string | undefined;
  /** The unread divider's second half, where it stands above this row. */
  fresh: string | undefined;
  quoted: Message | undefined;
  shown: boolean;
  stop: boolean;
  /** Its text is being changed. */
  editing: boolean;
}

/** A message with what stands above it: the day, the unread divider. */
export const TimelineRow = memo(function TimelineRow({ day, fresh, ...row }: Props): ReactNode {
  return (
    <>
      {day !== undefined && (
        <div className="day">
          <h2>{day}</h2>
        </div>
      )}
      {fresh !== undefined && (
        <div className="fresh">
          <h2>
            New <small>{fresh}</small>
          </h2>
        </div>
      )}
      {messageOf(row)}
    </>
  );
});

function messageOf({ row, lead, quoted, shown, stop, editing }: Omit<Props, 'day' | 'fresh'>): ReactNode {
  if (row.status !== 'sent') return <UnsentMessage row={row} lead={lead} quoted={quoted} />;
  if (row.message.deleted) return <DeletedMessage message={row.message} stop={stop} />;
  return <SentMessage message={row.message} quoted={quoted} lead={lead} shown={shown} stop={stop} editing={editing} />;
}
