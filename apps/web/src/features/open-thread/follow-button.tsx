import type { ThreadHandle } from '@confab/client/threads';
import { Bell, BellOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Whether one hears of a thread's replies: says what is so, and changes it. */
export function FollowButton({ thread, following }: { thread: ThreadHandle; following: boolean }): ReactNode {
  return (
    <IconButton
      icon={following ? Bell : BellOff}
      label={following ? 'Stop following this thread' : 'Follow this thread'}
      onClick={() => thread.follow(!following).catch((error: unknown) => notify(errorWords(error)))}
    />
  );
}
