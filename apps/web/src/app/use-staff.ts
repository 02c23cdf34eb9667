import { useRooms } from '../store/rooms-store.ts';

/** Whether one is the server's owner or an admin. */
export function useStaff(): boolean {
  const role = useRooms((store) => store.role);
  return role === 'owner' || role === 'admin';
}
