import type { Message, ThreadState } from '@confab/protocol';
import { ChevronRight, MessageSquareText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUnreadReplies } from '../../store/threads-store.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { shortTime } from '../../ui/clock-time.ts';
import { countWords } from '../../ui/count-words.ts';
import { useTimeline } from './timeline-context.ts';

/** Faces shown at a root. */
const FACES = 3;

/** Under a message: its thread, or the thread that it comes from. A click opens it. Nothing in the thread itself. */
export function ThreadLine({ message }: { message: Message }): ReactNode {
  const { openThread } = useTimeline();
  if (!openThread) return null;
  const { id, thread, threadState } = message;
  if (threadState) return <Replies root={id} state={threadState} onOpen={() => openThread(id)} />;
  if (thread === undefined) return null;
  return (
    <button type="button" className="thread-line from" onClick={() => openThread(thread)}>
      <MessageSquareText className="i xs" aria-hidden="true" />
      <span>From a thread</span>
    </button>
  );
}

function Replies({ root, state, onOpen }: { root: string; state: ThreadState; onOpen: () => void }): ReactNode {
  const { people } = useTimeline();
  const unread = useUnreadReplies(root);
  const faces = state.users.flatMap((id) => people.find((person) => person.id === id) ?? []).slice(0, FACES);
  return (
    <button type="button" className="thread-line" onClick={onOpen}>
      {faces.length > 0 && (
        <span className="faces">
          {faces.map((user) => (
            <Avatar key={user.id} user={user} size={20} />
          ))}
        </span>
      )}
      <b>{countWords(state.count, 'reply', 'replies')}</b>
      {unread > 0 && <span className="n">{unread} new</span>}
      <span className="last">last at {shortTime(state.lastAt, Date.now())}</span>
      <ChevronRight className="i xs flip" aria-hidden="true" />
    </button>
  );
}
