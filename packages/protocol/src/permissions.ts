import type { RoomRole } from './member-state.ts';
import type { Room } from './room.ts';
import type { ServerRole } from './user.ts';

/** What somebody is in a room; an outsider is no member. */
export type RoomStanding = RoomRole | 'outsider';

/** Who a room is for: everybody, those who were let in, or the people it was made between. */
export type RoomSort = 'public' | 'private' | 'direct';

/** The least that somebody must be in a room to do something there. */
export type Least = RoomStanding | 'nobody';

/** Server owners and admins together: they differ in what they may do to the server, not to its rooms. */
type ServerRank = 'staff' | 'member' | 'guest';

const any = 'outsider';
const mem = 'member';
const mod = 'moderator';
const own = 'owner';
const no = 'nobody';

/**
 * Who may do what in a room: each cell names the least role in the room that is needed, by the sort of the room and the
 * role on the server. The last column says whether it can be done while the room is archived.
 *
 * Staff run the public rooms, members of them or not. Of a private room they learn nothing unless they are members;
 * then they are at least its moderators. A direct room is its members' own: nobody has a say over the others in it.
 */
// biome-ignore format: a table
const ROOM_TABLE = {
  //               public             private            direct             archived
  //               staff mem  guest   staff mem  guest   staff mem  guest
  see:            [any,  any, any,    mem,  mem, mem,    mem,  mem, mem,    true ],
  read:           [any,  any, any,    mem,  mem, mem,    mem,  mem, mem,    true ],
  seeMembers:     [any,  any, any,    mem,  mem, mem,    mem,  mem, mem,    true ],
  join:           [any,  any, any,    no,   no,  no,     no,   no,  no,     true ],
  leave:          [mem,  mem, mem,    mem,  mem, mem,    no,   no,  no,     true ],
  markRead:       [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    true ],
  setPreferences: [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    true ],
  post:           [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    false],
  upload:         [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    false],
  editOwn:        [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    false],
  deleteOwn:      [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    false],
  react:          [mem,  mem, mem,    mem,  mem, mem,    mem,  mem, mem,    false],
  pin:            [any,  mem, mod,    mem,  mem, mod,    mem,  mem, mem,    false],
  report:         [any,  any, any,    mem,  mem, mem,    mem,  mem, mem,    true ],
  addMember:      [any,  mem, mod,    mem,  mem, mod,    no,   no,  no,     true ],
  invite:         [any,  mem, mod,    mem,  mem, mod,    no,   no,  no,     true ],
  manageInvites:  [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  removeMember:   [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  deleteOthers:   [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  muteMember:     [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  banMember:      [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  slowMode:       [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  ignoreSlowMode: [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     false],
  handleReports:  [any,  mod, mod,    mem,  mod, mod,    no,   no,  no,     true ],
  changeRoles:    [any,  own, own,    own,  own, own,    no,   no,  no,     true ],
  rename:         [any,  own, own,    own,  own, own,    no,   no,  no,     true ],
  archive:        [any,  own, own,    own,  own, own,    no,   no,  no,     true ],
  deleteRoom:     [any,  own, own,    own,  own, own,    no,   no,  no,     true ],
} as const satisfies Record<string, RoomRow>;

/** Who may do what to the server as a whole. */
// biome-ignore format: a table
const SERVER_TABLE = {
  createPublicRoom:  ['owner', 'admin', 'member', 'guest'],
  createPrivateRoom: ['owner', 'admin', 'member', 'guest'],
  createDirectRoom:  ['owner', 'admin', 'member', 'guest'],
  /** Guests find only those whom they share a room with. */
  findEverybody:     ['owner', 'admin', 'member'],
  inviteToServer:    ['owner', 'admin'],
  manageBots:        ['owner', 'admin'],
  banFromServer:     ['owner', 'admin'],
  /** Reports of messages in every public room, and in direct ones, which have no moderators. */
  handleAllReports:  ['owner', 'admin'],
  readAudit:         ['owner', 'admin'],
  changeServerRoles: ['owner'],
} as const satisfies Record<string, readonly ServerRole[]>;

export type RoomAction = keyof typeof ROOM_TABLE;
export type ServerAction = keyof typeof SERVER_TABLE;

export const ROOM_ACTIONS = Object.keys(ROOM_TABLE) as RoomAction[];
export const SERVER_ACTIONS = Object.keys(SERVER_TABLE) as ServerAction[];

type RoomRow = readonly [Least, Least, Least, Least, Least, Least, Least, Least, Least, boolean];

/** Who the room is for. */
export function sortOf(room: Room): RoomSort {
  if (room.kind === 'direct') return 'direct';
  return room.private ? 'private' : 'public';
}

/** What decides about an action in a room, besides the action. */
export interface Standing {
  server: ServerRole;
  room: RoomStanding;
  sort: RoomSort;
}

const COLUMN: Record<RoomSort, number> = { public: 0, private: 3, direct: 6 };
const OFFSET: Record<ServerRank, number> = { staff: 0, member: 1, guest: 2 };
const RANK: Record<Least, number> = { outsider: 0, member: 1, moderator: 2, owner: 3, nobody: 9 };

/** The cell of the table: the least role in the room that the action needs. */
export function leastRole(action: RoomAction, server: ServerRole, sort: RoomSort): Least {
  return ROOM_TABLE[action][COLUMN[sort] + OFFSET[serverRank(server)]] as Least;
}

/** Whether the action is allowed to somebody of this standing, in a room that is not archived. */
export function permits(action: RoomAction, { server, room, sort }: Standing): boolean {
  return RANK[room] >= RANK[leastRole(action, server, sort)];
}

/** Whether the action is possible in an archived room, for those who may do it at all. */
export function worksArchived(action: RoomAction): boolean {
  return ROOM_TABLE[action][9];
}

/** Whether somebody with this role on the server may do this to it. */
export function permitsOnServer(action: ServerAction, server: ServerRole): boolean {
  return (SERVER_TABLE[action] as readonly ServerRole[]).includes(server);
}

/**
 * Whether somebody may act against another member (remove, mute, ban): only those who stand lower. Messages are another
 * thing: who may delete others' does so whoever wrote them. The server's staff stand above everybody else in a public room, its owner above the admins.
 */
export function outranks(actor: Standing, target: Standing): boolean {
  return authority(actor) > authority(target);
}

/** The same for the server as a whole: its owner stands above the admins, both above everybody else. */
export function outranksOnServer(actor: ServerRole, target: ServerRole): boolean {
  return STAFF_AUTHORITY[actor] > STAFF_AUTHORITY[target];
}

const STAFF_AUTHORITY: Record<ServerRole, number> = { owner: 5, admin: 4, member: 0, guest: 0 };

function authority({ server, room, sort }: Standing): number {
  const own = RANK[room];
  if (sort === 'public') return Math.max(own, STAFF_AUTHORITY[server]);
  const isStaffMember = sort === 'private' && serverRank(server) === 'staff' && room !== 'outsider';
  return isStaffMember ? Math.max(own, RANK.moderator) : own;
}

function serverRank(server: ServerRole): ServerRank {
  return server === 'owner' || server === 'admin' ? 'staff' : server;
}
