import type { Message, RoomSummary } from '@confab/protocol';
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { ThreadsList } from '../features/followed-threads/threads-list.tsx';
import { plainText } from '../features/timeline/markdown/plain-text.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { LineBanner } from './line-banner.tsx';
import { showRooms } from './router.ts';
import { openThread } from './side.ts';
import '../features/room-header/room-header.css';
import '../features/timeline/timeline.css';
import '../features/timeline/message.css';

/** The sheet with one's threads. */
export default function ThreadsSheet({ onSignIn }: { onSignIn: () => void }): ReactNode {
  const open = (room: RoomSummary, root: Message) => openThread(room.slug, root.id);
  return (
    <main className="sheet" id="main" aria-label="Threads" tabIndex={-1}>
      <header className="head">
        <IconButton icon={ChevronLeft} flip label="Back to rooms" className="only-phone" onClick={showRooms} />
        <div className="tt">
          <h1>Threads</h1>
          <p>Those you started, replied in, were mentioned in, or chose to follow.</p>
        </div>
      </header>
      <LineBanner onSignIn={onSignIn} />
      <div className="tl">
        <ThreadsList excerpt={excerptOf} onOpen={open} />
      </div>
    </main>
  );
}

function excerptOf(message: Message): string {
  if (message.deleted) return 'Message deleted';
  return plainText(message.body) || (message.attachments?.[0]?.name ?? '');
}
