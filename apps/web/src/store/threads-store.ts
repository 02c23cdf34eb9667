import type { FollowedThread } from '@confab/protocol';
import { create } from 'zustand';

interface ThreadsStore {
  /** The threads one follows, the latest reply first. */
  threads: readonly FollowedThread[];
  /** Whether the server has told them yet. */
  known: boolean;
  /** Adds a page of older ones; resolves with whether there are more. */
  loadOlder: () => Promise<boolean>;
  /** One reads a thread up to `seq` in this tab. */
  read: (root: string, seq: number) => void;
}

export const useThreads = create<ThreadsStore>()(() => ({
  threads: [],
  known: false,
  loadOlder: () => Promise.resolve(false),
  read: () => undefined,
}));

/** How many unread replies a thread has that one follows. */
export function useUnreadReplies(root: string): number {
  return useThreads(({ threads }) => threads.find((thread) => thread.root.id === root)?.unread ?? 0);
}
