import type { FollowedThread, Message, RoomSummary } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { useRooms } from '../../store/rooms-store.ts';
import { useThreads } from '../../store/threads-store.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { shortTime } from '../../ui/clock-time.ts';
import { countWords } from '../../ui/count-words.ts';
import { Mark } from '../../ui/mark.tsx';
import './threads.css';

interface Props {
  /** A message as one line of text. */
  excerpt: (message: Message) => string;
  onOpen: (room: RoomSummary, root: Message) => void;
}

/** The threads one follows, the latest reply first. */
export function ThreadsList({ excerpt, onOpen }: Props): ReactNode {
  const { threads, known, hasOlder } = useThreads();
  const rooms = useRooms((store) => store.rooms);
  if (!known) return <div className="scroll" />;
  if (threads.length === 0) return <NoThreads />;
  return (
    <div className="scroll">
      <ul className="threads">
        {threads.map((thread) => {
          const room = rooms.find(({ id }) => id === thread.root.room);
          return (
            room && (
              <li key={thread.root.id}>
                <Thread thread={thread} room={room} excerpt={excerpt} onOpen={onOpen} />
              </li>
            )
          );
        })}
      </ul>
      {hasOlder && <Older />}
    </div>
  );
}

function Thread({ thread, room, excerpt, onOpen }: Props & { thread: FollowedThread; room: RoomSummary }): ReactNode {
  const { root, unread, mentions } = thread;
  return (
    <button type="button" className={unread > 0 ? 'thread new' : 'thread'} onClick={() => onOpen(room, root)}>
      <Avatar user={root.author} />
      <span className="by">
        <b>{root.author.name}</b>
        <span className="where">in {room.name}</span>
      </span>
      <span className="said">{excerpt(root)}</span>
      <span className="count">
        {countWords(root.threadState?.count ?? 0, 'reply', 'replies')}
        {root.threadState && `, last at ${shortTime(root.threadState.lastAt, Date.now())}`}
        {unread > 0 && <span className="n">{unread} new</span>}
        {mentions > 0 && (
          <span className="n me">
            <span aria-hidden="true">@{mentions}</span>
            <span className="vh">{countWords(mentions, 'mention')}</span>
          </span>
        )}
      </span>
    </button>
  );
}

function Older(): ReactNode {
  const loadOlder = useThreads((store) => store.loadOlder);
  const [problem, setProblem] = useState('');
  const load = () =>
    loadOlder()
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(errorWords(error)));
  return (
    <div className="threads-older">
      {problem && <p role="alert">{problem}</p>}
      <button type="button" className="btn line sm" onClick={load}>
        Show older threads
      </button>
    </div>
  );
}

function NoThreads(): ReactNode {
  return (
    <div className="empty">
      <Mark size={44} />
      <h2>No threads yet.</h2>
      <p>Reply in a thread, or get a reply to something you wrote, and it will show here.</p>
    </div>
  );
}
