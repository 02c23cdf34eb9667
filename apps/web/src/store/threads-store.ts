import type { FollowedThread } from '@confab/protocol';
import { create } from 'zustand';

interface ThreadsStore {
  /** The threads one follows, the latest reply first. */
  threads: readonly FollowedThread[];
  /** Whether the server has told them yet. */
  known: boolean;
  /** Whether there are older ones beyond. */
  hasOlder: boolean;
  /** Adds a page of older ones. */
  loadOlder: () => Promise<void>;
  /** One reads a thread up to `seq` in this tab. */
  read: (root: string, seq: number) => void;
}

export const useThreads = create<ThreadsStore>()(() => ({
  threads: [],
  known: false,
  hasOlder: false,
  loadOlder: () => Promise.resolve(),
  read: () => undefined,
}));

/** How many unread replies a thread has that one follows. */
export function useUnreadReplies(root: string): number {
  return useThreads(({ threads }) => threads.find((thread) => thread.root.id === root)?.unread ?? 0);
}
