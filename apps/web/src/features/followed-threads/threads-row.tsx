import { MessagesSquare } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useThreads } from '../../store/threads-store.ts';
import { countWords } from '../../ui/count-words.ts';

interface Props {
  href: string;
  current: boolean;
  /** Called for a click that the browser should not follow itself. */
  onOpen: () => void;
}

/** The way to one's threads, among the rooms: how many have news, and whether those are meant for one. */
export function ThreadsRow({ href, current, onOpen }: Props): ReactNode {
  const unread = useThreads(({ threads }) => threads.filter((thread) => thread.unread > 0).length);
  const mentions = useThreads(({ threads }) => threads.reduce((sum, thread) => sum + thread.mentions, 0));
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      className={unread > 0 && !current ? 'row new' : 'row'}
      href={href}
      aria-current={current ? 'page' : undefined}
      onClick={open}
    >
      <MessagesSquare className="i s" aria-hidden="true" />
      <span className="t">Threads</span>
      {mentions > 0 ? (
        <span className="n me">
          <span aria-hidden="true">@{mentions}</span>
          <span className="vh">{countWords(mentions, 'mention')}</span>
        </span>
      ) : (
        unread > 0 && (
          <span className="n">
            {unread}
            <span className="vh"> with new replies</span>
          </span>
        )
      )}
    </a>
  );
}
