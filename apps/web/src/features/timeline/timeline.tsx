import type { RoomHandle } from '@confab/client';
import type { Message, User } from '@confab/protocol';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import { useEditing } from '../../store/editing-store.ts';
import { useRoomView } from '../../store/room-view-store.ts';
import { clockTime } from '../../ui/clock-time.ts';
import { loadLater } from '../../ui/load-later.tsx';
import { usePhone } from '../../ui/use-phone.ts';
import { LatestPill } from './latest-pill.tsx';
import { roomRows } from './room-rows.ts';
import { TimelineContext, type TimelineContextValue } from './timeline-context.ts';
import { groupRows, type TimelineItem, timeOf } from './timeline-item.ts';
import { TimelineRow } from './timeline-row.tsx';
import { TimelineTop, TOP_HEIGHT } from './timeline-top.tsx';
import { useJump } from './use-jump.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useNow } from './use-now.ts';
import { useOlderPages } from './use-older-pages.ts';
import { useOpening } from './use-opening.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useTimelineScroll } from './use-timeline-scroll.ts';
import './timeline.css';
import './message.css';

const deleteDialog = loadLater(() => import('./delete-dialog.tsx'));
const messageSheet = loadLater(() => import('./message-sheet.tsx'));

interface Props {
  roomId: string;
  roomName: string;
  handle: RoomHandle;
  me: User;
  /** The read pointer at opening; Infinity for a room just joined. */
  readSeq: number;
  /** A message to go to, from outside; a new object asks anew. */
  target: { message: string } | undefined;
  /** The timeline is on its way to the target, which can be forgotten. */
  onTargetTaken: () => void;
  onReply: TimelineContextValue['reply'];
  onThread: (root: string) => void;
  onPin: TimelineContextValue['pin'];
  moderator: boolean;
  onReport: TimelineContextValue['report'];
  onRestore: TimelineContextValue['restore'];
  renderFiles: TimelineContextValue['renderFiles'];
  focusComposer: () => void;
  /** Shown in place of the rows where there are none. */
  empty: ReactNode;
  /** Shown in place of the rows until it is known whether there are any. */
  unloaded: ReactNode;
}

const NOBODY: readonly User[] = [];

/** A room's messages. Mount it anew for every room. */
export function Timeline(props: Props): ReactNode {
  const { roomId, roomName, handle, me, readSeq, target, onTargetTaken } = props;
  const timeline = useRoomView(roomId, (view) => view.timeline) ?? handle.timeline;
  const people = useRoomView(roomId, (view) => view.people) ?? NOBODY;
  const status = useRoomView(roomId, (view) => view.status) ?? 'idle';
  const sheet = usePhone();
  const { hasOlder, head } = timeline;
  const rows = useMemo(() => roomRows(timeline.rows), [timeline.rows]);
  const [deleting, setDeleting] = useState<Message>();
  const [acting, setActing] = useState<Message>();

  const now = useNow();
  const opening = useOpening({ handle, status, rows, readSeq, me: me.id });
  const items = useMemo(
    () => groupRows(rows, { divider: opening.divider, me: me.id, now }),
    [rows, opening.divider, me.id, now],
  );
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const messages = useMemo(() => messagesById(items), [items]);
  const older = useOlderPages(handle);
  const scroll = useTimelineScroll({
    ids,
    dividerIndex: items.findIndex((item) => item.fresh),
    opening,
    writing: rows.at(-1)?.status === 'pending',
    onNearTop: older.load,
  });
  const { jumpTo, shown } = useJump({
    handle,
    ids,
    live: status === 'live',
    goTo: scroll.goTo,
    target,
    onTargetTaken,
  });
  const log = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(ids, scroll.list, log);
  const edited = useEditing((state) => state.message);
  useMarkRead({ handle, head, seen: scroll.atEnd && status === 'live' && opening.settled });

  const context = useMemo<TimelineContextValue>(
    () => ({
      place: 'room',
      room: handle,
      me,
      people,
      sheet,
      reply: props.onReply,
      openThread: props.onThread,
      pin: props.onPin,
      moderator: props.moderator,
      report: props.onReport,
      restore: props.onRestore,
      renderFiles: props.renderFiles,
      focusComposer: props.focusComposer,
      confirmDelete: setDeleting,
      openSheet: setActing,
      jumpTo,
    }),
    [
      handle,
      me,
      people,
      sheet,
      props.onReply,
      props.onThread,
      props.onPin,
      props.moderator,
      props.onReport,
      props.onRestore,
      props.renderFiles,
      props.focusComposer,
      jumpTo,
    ],
  );

  const isEmpty = rows.length === 0 && !hasOlder && status === 'live';
  const isUnloaded = rows.length === 0 && (status === 'idle' || status === 'joining');
  return (
    <TimelineContext value={context}>
      <div className="tl">
        {/* The log tells of new rows only while one is at its end: rows that scrolling brings in are no news. */}
        <div
          ref={log}
          className="scroll"
          role="log"
          aria-label={`Messages in ${roomName}`}
          aria-live={scroll.atEnd && opening.settled ? 'polite' : 'off'}
          aria-relevant="additions"
          onKeyDown={focus.onKeyDown}
          onWheel={scroll.onWheel}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
        >
          <div className="fill">
            {isEmpty && props.empty}
            {isUnloaded && props.unloaded}
          </div>
          {rows.length > 0 && <TimelineTop hasOlder={hasOlder} older={older} roomName={roomName} />}
          <Virtualizer
            ref={scroll.list}
            as="ol"
            item="li"
            data={items}
            shift={scroll.shift}
            startMargin={TOP_HEIGHT}
            bufferSize={600}
            keepMounted={indexesOf(ids, [focus.stop, edited])}
            onScroll={scroll.onScroll}
            onResize={scroll.onResize}
          >
            {(item) => (
              <TimelineRow
                key={item.row.id}
                row={item.row}
                lead={item.lead}
                day={item.day}
                fresh={item.fresh ? freshWords(items, item, opening.divider?.count ?? 0) : undefined}
                quoted={quotedBy(item, messages)}
                shown={shown === item.row.id}
                stop={focus.stop === item.row.id}
              />
            )}
          </Virtualizer>
        </div>
        <LatestPill rows={rows} atEnd={scroll.atEnd} me={me} people={people} onClick={scroll.toEnd} />
      </div>
      {deleting && (
        <deleteDialog.View
          message={deleting}
          onClose={() => setDeleting(undefined)}
          focusAfter={() => focus.focusRow(deleting.id) || props.focusComposer()}
        />
      )}
      {acting && <messageSheet.View message={acting} onClose={() => setActing(undefined)} />}
    </TimelineContext>
  );
}

function messagesById(items: readonly TimelineItem[]): Map<string, Message> {
  const messages = new Map<string, Message>();
  for (const { row } of items) if (row.status === 'sent') messages.set(row.id, row.message);
  return messages;
}

function quotedBy({ row }: TimelineItem, messages: Map<string, Message>): Message | undefined {
  const replyTo = row.status === 'sent' ? row.message.replyTo : row.entry.replyTo;
  return replyTo === undefined ? undefined : messages.get(replyTo);
}

/** “2 since 09:58”, the time of the last message one has read. */
function freshWords(items: readonly TimelineItem[], fresh: TimelineItem, count: number): string {
  const before = items[items.indexOf(fresh) - 1];
  return before ? `${count} since ${clockTime(timeOf(before.row))}` : `${count}`;
}

function indexesOf(ids: readonly string[], wanted: readonly (string | undefined)[]): number[] {
  return wanted.flatMap((id) => (id === undefined ? [] : [ids.indexOf(id)])).filter((index) => index >= 0);
}
