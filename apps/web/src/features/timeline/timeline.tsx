import type { RoomHandle, Row } from '@confab/client';
import type { Message, User } from '@confab/protocol';
import {
  type CSSProperties,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useEdited } from '../../store/editing-store.ts';
import { useRoomView } from '../../store/room-view-store.ts';
import { readSeqOf } from '../../store/rooms-store.ts';
import { clockTime } from '../../ui/clock-time.ts';
import { LatestPill } from './latest-pill.tsx';
import { roomRows } from './room-rows.ts';
import type { RowSpan } from './row-span.ts';
import type { MessageActs } from './timeline-context.ts';
import { TimelineFrame } from './timeline-frame.tsx';
import { dividerAmong, freshRow, groupRows, type TimelineItem, timeOf } from './timeline-item.ts';
import { TimelineRow } from './timeline-row.tsx';
import { TimelineTop } from './timeline-top.tsx';
import { useHistoryPages } from './use-history-pages.ts';
import { useJump } from './use-jump.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useNow } from './use-now.ts';
import { useOpening } from './use-opening.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useTimelineScroll } from './use-timeline-scroll.ts';
import './timeline.css';
import './message.css';

interface Props {
  roomId: string;
  roomName: string;
  direct: boolean;
  handle: RoomHandle;
  me: User;
  /** Told whether it is as it would be, were it mounted now: at its end, with nothing new and nothing going on. */
  resting: RefObject<boolean>;
  /** A message to go to, from outside; a new object asks anew. */
  target: { message: string } | undefined;
  /** The timeline is on its way to the target, which can be forgotten. */
  onTargetTaken: () => void;
  acts: MessageActs;
  /** Shown in place of the rows where there are none. */
  empty: ReactNode;
  /** Shown in place of the rows until it is known whether there are any. */
  unloaded: ReactNode;
}

/** A room's messages. Mount it anew for every room, and for every visit that it did not rest before. */
export const Timeline = memo(function Timeline(props: Props): ReactNode {
  const { roomId, roomName, direct, handle, me, acts, resting, target, onTargetTaken } = props;
  const timeline = useRoomView(roomId, (view) => view.timeline) ?? handle.timeline;
  const status = useRoomView(roomId, (view) => view.status) ?? 'idle';
  const [readSeq] = useState(() => readSeqOf(roomId));
  const { hasOlder, hasNewer, head } = timeline;
  const loaded = timeline.rows;
  const rows = useMemo(() => roomRows(loaded), [loaded]);

  const now = useNow();
  const opening = useOpening({ handle, status, drawn: timeline, readSeq, me: me.id });
  const divider = useMemo(() => dividerAmong(rows, loaded, opening.divider), [rows, loaded, opening.divider]);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const pages = useHistoryPages(handle);
  const log = useRef<HTMLDivElement>(null);
  const scroll = useTimelineScroll({
    view: log,
    ids,
    hasNewer,
    fresh: useMemo(() => freshRow(rows, divider, me.id), [rows, divider, me.id]),
    opening,
    writing: roomRows(timeline.unsent).findLast((row) => row.status === 'pending')?.id,
    onFollow: useCallback((following: boolean) => handle.follow(following), [handle]),
    onLatest: useCallback(() => handle.toLatest(), [handle]),
    onNearStart: pages.loadOlder,
    onNearEnd: pages.loadNewer,
  });
  const { span } = scroll;
  const { jumpTo, jumping, shown } = useJump({
    handle,
    ids,
    goTo: scroll.goTo,
    openThread: acts.openThread,
    target,
    onTargetTaken,
  });
  const focus = useRowFocus(ids, (id) => scroll.list.scrollTo(id, 'nearest'), log);
  const edited = useEdited('room');
  useMarkRead({ handle, head, seen: scroll.atEnd && status === 'live' && opening.settled });
  useLayoutEffect(() => {
    resting.current = status === 'live' && opening.settled && !divider && scroll.atEnd && !jumping && !edited;
  });
  // Whoever comes back finds the newest messages.
  useEffect(
    () => () => {
      handle.follow(true);
      handle.toLatest();
    },
    [handle],
  );

  const placed = placedItems(rows, span, [focus.stop, edited], (wanted) =>
    groupRows(rows, { divider, me: me.id, now, span: wanted }),
  ).map(({ item, index }) => ({ item, kept: keptAt(index, span, () => scroll.list.topOf(ids, index)) }));
  const isEmpty = rows.length === 0 && !hasOlder && status === 'live';
  const isUnloaded = rows.length === 0 && (status === 'idle' || status === 'joining');
  return (
    <TimelineFrame
      place="room"
      roomId={roomId}
      handle={handle}
      me={me}
      acts={acts}
      jumpTo={jumpTo}
      focusRow={focus.focusRow}
    >
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
          {rows.length > 0 && <TimelineTop hasOlder={hasOlder} pages={pages} roomName={roomName} direct={direct} />}
          <ol ref={scroll.content} className="rows">
            {placed.map(({ item, kept }) => (
              <li key={item.row.id} {...kept}>
                <TimelineRow
                  row={item.row}
                  lead={item.lead}
                  day={item.day}
                  fresh={item.fresh ? freshWords(rows, item, divider?.count ?? 0) : undefined}
                  quoted={quotedBy(item, rows)}
                  shown={shown === item.row.id}
                  stop={focus.stop === item.row.id}
                  editing={edited === item.row.id}
                />
              </li>
            ))}
          </ol>
          {rows.length > 0 && <div className="tl-end">{hasNewer && <p>Loading later messages</p>}</div>}
        </div>
        <LatestPill rows={hasNewer ? roomRows(timeline.latest) : rows} atEnd={scroll.atEnd} onClick={scroll.toEnd} />
      </div>
    </TimelineFrame>
  );
});

/** The items of a span, and those outside of it that must stay: the one that Tab leads to, the one that is edited. */
function placedItems(
  rows: readonly Row[],
  span: RowSpan,
  kept: readonly (string | undefined)[],
  group: (span: RowSpan) => TimelineItem[],
): { item: TimelineItem; index: number }[] {
  const items = group(span).map((item, i) => ({ item, index: span.from + i }));
  for (const id of new Set(kept)) {
    const index = id === undefined ? -1 : rows.findLastIndex((row) => row.id === id);
    if (index < 0 || (index >= span.from && index < span.to)) continue;
    const [item] = group({ from: index, to: index + 1 });
    if (item && index < span.from) items.unshift({ item, index });
    else if (item) items.push({ item, index });
  }
  return items;
}

/** What keeps a row outside of the span out of the flow, about where it would be. */
function keptAt(index: number, span: RowSpan, top: () => number): { 'data-kept'?: true; style?: CSSProperties } {
  if (index >= span.from && index < span.to) return {};
  return { 'data-kept': true, style: { insetBlockStart: top() } };
}

function quotedBy({ row }: TimelineItem, rows: readonly Row[]): Message | undefined {
  const replyTo = row.status === 'sent' ? row.message.replyTo : row.entry.replyTo;
  const quoted = replyTo === undefined ? undefined : rows.findLast(({ id }) => id === replyTo);
  return quoted?.status === 'sent' ? quoted.message : undefined;
}

/** “2 since 09:58”, the time of the last message one has read. */
function freshWords(rows: readonly Row[], fresh: TimelineItem, count: number): string {
  const before = rows[rows.indexOf(fresh.row) - 1];
  return before ? `${count} since ${clockTime(timeOf(before))}` : `${count}`;
}
