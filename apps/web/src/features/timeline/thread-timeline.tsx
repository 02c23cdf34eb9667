import type { RoomHandle, Row } from '@confab/client';
import type { Message, User } from '@confab/protocol';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useEdited } from '../../store/editing-store.ts';
import { rowIn } from './row-in.ts';
import type { MessageActs } from './timeline-context.ts';
import { TimelineFrame } from './timeline-frame.tsx';
import { countUnread, type Divider, groupRows } from './timeline-item.ts';
import { TimelineRow } from './timeline-row.tsx';
import { useNow } from './use-now.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import './timeline.css';
import './message.css';

interface Props {
  roomId: string;
  handle: RoomHandle;
  me: User;
  root: Message;
  /** The replies. */
  rows: readonly Row[];
  hasOlder: boolean;
  /** Shows more of what lies between the root and the first row. */
  onOlder: () => void;
  /** A reply to go to; a new object asks anew. */
  target: { message?: string };
  /** The read pointer at opening; undefined where “New” stands nowhere. */
  readSeq: number | undefined;
  /** The end came into view, or something new while it is there. */
  onSeen: () => void;
  acts: MessageActs;
}

/** The messages of one thread: its root, then the replies. All are rendered: threads are short, or read in part. */
export default function ThreadTimeline(props: Props): ReactNode {
  const { roomId, handle, me, root, rows, hasOlder, readSeq, onSeen } = props;
  /** The reply to go to, until it is there. */
  const [wanted, setWanted] = useState<string>();
  const [shown, setShown] = useState<string>();
  const now = useNow();
  const all = useMemo(() => [{ status: 'sent', id: root.id, message: root } as const, ...rows], [root, rows]);
  const [divider] = useState(() => dividerOf(rows, root, hasOlder, readSeq, me.id));
  const items = useMemo(() => groupRows(all, { divider, me: me.id, now }), [all, divider, me.id, now]);
  const ids = useMemo(() => all.map((row) => row.id), [all]);
  const messages = useMemo(
    () => new Map(all.flatMap((row) => (row.status === 'sent' ? [[row.id, row.message]] : []))),
    [all],
  );
  const edited = useEdited('thread');
  const log = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(ids, (id) => rowIn(log.current, id)?.scrollIntoView({ block: 'nearest' }), log);
  const stick = useStickToEnd(log, { last: ids.at(-1), onSeen });

  const { target, onOlder } = props;
  useEffect(() => setWanted(target.message), [target]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every page that comes, until the reply is among them
  useLayoutEffect(() => {
    if (wanted === undefined) return;
    if (!ids.includes(wanted) && hasOlder) return onOlder();
    rowIn(log.current, wanted)?.scrollIntoView({ block: 'center' });
    setShown(wanted);
    setWanted(undefined);
  }, [wanted, ids]);

  return (
    <TimelineFrame
      place="thread"
      roomId={roomId}
      handle={handle}
      me={me}
      acts={props.acts}
      jumpTo={setWanted}
      focusRow={focus.focusRow}
    >
      <div
        ref={log}
        className="scroll"
        role="log"
        aria-label="Thread"
        aria-live="polite"
        aria-relevant="additions"
        onScroll={stick.onScroll}
        onKeyDown={focus.onKeyDown}
        onFocus={focus.onFocus}
        onBlur={focus.onBlur}
      >
        <ol ref={stick.content}>
          {items.map((item, i) => (
            <li key={item.row.id}>
              {i === 1 && hasOlder && <Older count={root.threadState?.count} shown={rows.length} onOlder={onOlder} />}
              <TimelineRow
                row={item.row}
                lead={item.lead || i === 1}
                day={i === 0 ? undefined : item.day}
                fresh={item.fresh ? `${divider?.count ?? 0}` : undefined}
                quoted={messages.get(quotedId(item.row) ?? '')}
                shown={shown === item.row.id}
                stop={focus.stop === item.row.id}
                editing={edited === item.row.id}
              />
            </li>
          ))}
        </ol>
      </div>
    </TimelineFrame>
  );
}

function Older({
  count = 0,
  shown,
  onOlder,
}: {
  count: number | undefined;
  shown: number;
  onOlder: () => void;
}): ReactNode {
  const left = count - shown;
  return (
    <div className="older">
      <button type="button" className="btn bare sm" onClick={onOlder}>
        {left > 0 ? `Show ${left} earlier` : 'Show earlier ones'}
      </button>
    </div>
  );
}

function quotedId(row: Row): string | undefined {
  return row.status === 'sent' ? row.message.replyTo : row.entry.replyTo;
}

/** Nothing is new to somebody who does not follow the thread, and nobody knows where in what isn't loaded. */
function dividerOf(
  rows: readonly Row[],
  root: Message,
  hasOlder: boolean,
  readSeq: number | undefined,
  me: string,
): Divider | undefined {
  if (readSeq === undefined) return undefined;
  const [first] = rows;
  if (hasOlder && first?.status === 'sent' && first.message.seq > readSeq + 1) return undefined;
  const after = Math.max(readSeq, root.seq);
  const count = countUnread(rows, after, me);
  return count > 0 ? { after, count } : undefined;
}
