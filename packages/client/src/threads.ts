export { openThread, type ThreadHandle, type ThreadTimeline } from './open-thread.ts';
export { type FollowedThreads, watchThreads } from './watch-threads.ts';
