import type { RoomHandle } from '@confab/client';
import type { Message, User } from '@confab/protocol';
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { addPeople } from '../../store/people.ts';
import { usePhone } from '../../ui/use-phone.ts';
import { roomRows } from './room-rows.ts';
import { rowIn } from './row-in.ts';
import { TimelineContext, type TimelineContextValue } from './timeline-context.ts';
import { groupRows } from './timeline-item.ts';
import { TimelineRow } from './timeline-row.tsx';
import { useNow } from './use-now.ts';
import './timeline.css';
import './message.css';

interface Props {
  /** The room, not joined. */
  handle: RoomHandle;
  roomName: string;
  me: User;
  /** By ascending `seq`, without holes. */
  messages: readonly Message[];
  /** The id of the message to begin at; else it is the newest one. */
  target: string | undefined;
  /** Show more at an end; undefined where there is no more. */
  onOlder: (() => void) | undefined;
  onNewer: (() => void) | undefined;
  renderFiles: TimelineContextValue['renderFiles'];
}

const nothing = () => undefined;
const never = () => false;

/** Messages of a room that one is no member of: as they stood when one looked in, to read only. */
export function PreviewTimeline(props: Props): ReactNode {
  const { handle, roomName, me, messages, target, onOlder, onNewer, renderFiles } = props;
  const sheet = usePhone();
  const now = useNow();
  const log = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(target);
  const rows = useMemo(
    () => roomRows(messages.map((message) => ({ status: 'sent', id: message.id, message }))),
    [messages],
  );
  const items = useMemo(() => groupRows(rows, { divider: undefined, me: me.id, now }), [rows, me.id, now]);
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);
  const people = useMemo(
    () =>
      addPeople(
        [],
        messages.map(({ author }) => author),
      ),
    [messages],
  );
  useKeptPlace(log, rows[0]?.id, target);

  const jumpTo = useCallback((id: string) => {
    rowIn(log.current, id)?.scrollIntoView({ block: 'center' });
    setShown(id);
  }, []);
  const context = useMemo<TimelineContextValue>(
    () => ({
      place: 'room',
      readOnly: true,
      room: handle,
      me,
      people,
      sheet,
      writable: false,
      mayDelete: never,
      openThread: undefined,
      pin: undefined,
      restore: undefined,
      reply: nothing,
      copyLink: nothing,
      report: nothing,
      confirmDelete: nothing,
      openSheet: nothing,
      focusComposer: nothing,
      renderFiles,
      jumpTo,
    }),
    [handle, me, people, sheet, renderFiles, jumpTo],
  );

  return (
    <TimelineContext value={context}>
      <div className="tl">
        <div ref={log} className="scroll" role="log" aria-label={`Messages in ${roomName}`} aria-live="off">
          <div className="fill" />
          {onOlder && <More words="Show earlier messages" onShow={onOlder} />}
          <ol>
            {items.map(({ row, lead, day }) => (
              <li key={row.id}>
                <TimelineRow
                  row={row}
                  lead={lead}
                  day={day}
                  fresh={undefined}
                  quoted={row.status === 'sent' ? byId.get(row.message.replyTo ?? '') : undefined}
                  shown={shown === row.id}
                  stop
                  editing={false}
                />
              </li>
            ))}
          </ol>
          {onNewer && <More words="Show later messages" onShow={onNewer} />}
        </div>
      </div>
    </TimelineContext>
  );
}

function More({ words, onShow }: { words: string; onShow: () => void }): ReactNode {
  return (
    <div className="older">
      <button type="button" className="btn bare sm" onClick={onShow}>
        {words}
      </button>
    </div>
  );
}

/** Begins at the target or at the end, and stays where one reads as earlier messages come above. */
function useKeptPlace(
  log: { current: HTMLElement | null },
  first: string | undefined,
  target: string | undefined,
): void {
  const before = useRef<{ first: string; height: number }>(undefined);
  useLayoutEffect(() => {
    const { current } = log;
    if (!current || first === undefined) return;
    const known = before.current;
    const row = target === undefined ? undefined : rowIn(current, target);
    if (known && known.first !== first) current.scrollTop += current.scrollHeight - known.height;
    else if (!known && row) row.scrollIntoView({ block: 'center' });
    else if (!known) current.scrollTop = current.scrollHeight;
    before.current = { first, height: current.scrollHeight };
  });
}
