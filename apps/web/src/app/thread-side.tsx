import type { Room, User } from '@confab/protocol';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { DropVeil } from '../features/attachments/drop-veil.tsx';
import { useAttachments } from '../features/attachments/use-attachments.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { FollowButton } from '../features/open-thread/follow-button.tsx';
import { ThreadState } from '../features/open-thread/thread-state.tsx';
import { ToRoomOption } from '../features/open-thread/to-room-option.tsx';
import { useThread } from '../features/open-thread/use-thread.ts';
import { lastOwnMessage } from '../features/timeline/last-own-message.ts';
import ThreadTimeline from '../features/timeline/thread-timeline.tsx';
import type { MessageActs } from '../features/timeline/timeline-context.ts';
import { useClientSession } from '../store/client-context.ts';
import { draftKey } from '../store/drafts.ts';
import { editMessage } from '../store/editing-store.ts';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';
import { useThreads } from '../store/threads-store.ts';
import type { ThreadOfRoom } from './side.ts';
import { SideHead } from './side-head.tsx';
import { useComposerActs } from './use-composer-acts.ts';
import { useFocusReturn } from './use-focus-return.ts';
import './side.css';

interface Props {
  room: Room;
  me: User;
  side: ThreadOfRoom;
  /** Whether one can write here. */
  writable: boolean;
  /** What can be done with the room's messages. */
  acts: MessageActs;
  /** Slow mode: one may write again then, Unix ms. */
  waitUntil: number | undefined;
  onClose: () => void;
}

/** A thread at the side of its room. Mount it anew for every thread. */
export default function ThreadSide(props: Props): ReactNode {
  const { room, me, side, writable, acts, onClose } = props;
  const { root } = side;
  const { client, openRooms } = useClientSession();
  const handle = openRooms.open(room.id);
  const open = useThread(client, handle, root);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = draftKey(me.id, root);
  const files = useAttachments(draft, room.id, field);
  useFocusReturn(root);
  useEffect(() => field.current?.focus(), []);

  const timeline = open?.timeline;
  const composer = useComposerActs({ me: me.id, room, root, field, writable });
  const own = useMemo<MessageActs>(() => ({ ...acts, ...composer, openThread: undefined }), [acts, composer]);
  const editLast = () => {
    const last = timeline && lastOwnMessage(timeline.rows, me.id);
    if (last) editMessage(last.id, 'thread');
    return last !== undefined;
  };
  const older = () => {
    open?.thread.loadOlder().catch((error: unknown) => notify(errorWords(error)));
  };
  const seen = () => {
    const last = timeline?.rows.findLast((row) => row.status === 'sent');
    if (last?.status !== 'sent') return;
    open?.thread.markRead(last.message.seq);
    useThreads.getState().read(root, last.message.seq);
  };

  return (
    <aside
      className="side"
      aria-label="Thread"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      <SideHead title="Thread" roomName={room.name} onClose={onClose}>
        {open && timeline?.status === 'ready' && <FollowButton thread={open.thread} following={timeline.following} />}
      </SideHead>
      {timeline?.root && timeline.status === 'ready' ? (
        <ThreadTimeline
          roomId={room.id}
          handle={handle}
          me={me}
          root={timeline.root}
          rows={timeline.rows}
          hasOlder={timeline.hasOlder}
          onOlder={older}
          readSeq={timeline.read}
          onSeen={seen}
          target={side}
          acts={own}
        />
      ) : (
        timeline && <ThreadState timeline={timeline} onRetry={() => open?.thread.retry()} />
      )}
      {writable && (
        <div className="foot">
          <Composer
            roomId={room.id}
            roomName={room.name}
            handle={handle}
            me={me}
            thread={{ root, option: <ToRoomOption roomName={room.name} draftKey={draft} /> }}
            draftKey={draft}
            field={field}
            files={files}
            onEditLast={editLast}
            waitUntil={props.waitUntil}
          />
        </div>
      )}
      {writable && <DropVeil target="the thread" onDrop={files.take} />}
    </aside>
  );
}
