import type { Client, RoomHandle } from '@confab/client';
import { openThread, type ThreadHandle, type ThreadTimeline } from '@confab/client/threads';
import { useEffect, useState } from 'react';

/** A thread that is open while the component is there; undefined in the very first render. */
export function useThread(
  client: Client,
  room: RoomHandle,
  root: string,
): { thread: ThreadHandle; timeline: ThreadTimeline } | undefined {
  const [state, setState] = useState<{ thread: ThreadHandle; timeline: ThreadTimeline }>();
  useEffect(() => {
    const thread = openThread(client, room, root);
    setState({ thread, timeline: thread.timeline });
    const stop = thread.on('timeline', (timeline) => setState({ thread, timeline }));
    return () => {
      stop();
      thread.close();
    };
  }, [client, room, root]);
  return state;
}
