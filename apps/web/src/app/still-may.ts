import { permits, type RoomAction, type RoomSummary, type ServerRole, sortOf } from '@confab/protocol';
import { findRoom } from '../store/rooms-store.ts';
import type { OpenDialog } from './dialog-store.ts';
import type { OpenModeration } from './moderation-store.ts';

/** What somebody is, on the server and in their rooms. It may change while a dialog is open. */
interface Roles {
  role: ServerRole;
  rooms: readonly RoomSummary[];
}

/** What the dialogs about a room need one to be allowed there. */
const NEEDED: Partial<Record<OpenDialog, RoomAction>> = {
  'add-people': 'addMember',
  invite: 'invite',
  'edit-room': 'rename',
  'archive-room': 'archive',
  'leave-room': 'leave',
  'hand-over': 'changeRoles',
  'remove-member': 'removeMember',
};

/** Whether a dialog is still for who opened it: those about a room need its role, and the room. */
export function stillMayUse(dialog: OpenDialog, room: RoomSummary | undefined, role: ServerRole): boolean {
  const action = NEEDED[dialog];
  return action === undefined || (room !== undefined && may(action, room, role));
}

/** The same for what is open of moderation. Everybody may report. */
export function stillMayModerate(open: OpenModeration, { role, rooms }: Roles): boolean {
  if (open.kind === 'report') return true;
  const staff = role === 'owner' || role === 'admin';
  if (open.room) {
    const room = findRoom(rooms, open.room.id);
    const action = open.kind === 'overview' ? 'handleReports' : open.sanction === 'mute' ? 'muteMember' : 'banMember';
    return room !== undefined && may(action, room, role);
  }
  return staff || (open.kind === 'overview' && rooms.some((room) => may('handleReports', room, role)));
}

function may(action: RoomAction, room: RoomSummary, server: ServerRole): boolean {
  return permits(action, { server, room: room.role, sort: sortOf(room) });
}
