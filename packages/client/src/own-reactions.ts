import type { OwnReactions } from '@confab/protocol';
import type { Api } from './api.ts';
import { roomPath } from './room-path.ts';

/** The emoji with which one has reacted to a message: for where `reactions` counts more people than it names. */
export async function ownReactions(api: Api, room: string, message: string): Promise<string[]> {
  return (await api.call<OwnReactions>('GET', `${roomPath(room)}/reactions/${encodeURIComponent(message)}`)).mine;
}
