import { type Api, ClientError } from '@confab/client';
import type { ListedRoom } from '@confab/protocol';

/**
 * The room of an address, for somebody who may be no member.
 * @throws ClientError room_not_found; forbidden, with the restriction, for who is banned from it
 */
export async function findRoomAt(api: Api, slugOrId: string): Promise<ListedRoom> {
  const rooms = await api.rooms();
  const room = rooms.find(({ slug, id }) => slug === slugOrId || id === slugOrId);
  if (room) return room;
  // The list leaves out what one may not see; asking for the room itself tells why.
  await api.messages(slugOrId, { limit: 1 });
  throw new ClientError('room_not_found', 'there is no such room');
}
