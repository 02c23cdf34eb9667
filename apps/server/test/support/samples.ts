import { randomUUID } from 'node:crypto';
import type { Room as RoomInfo, User } from '@confab/protocol';
import type { Change, PostOperation } from '../../src/log/operation.ts';

export const ADA: User = { id: 'ada', name: 'Ada', kind: 'person' };
export const BO: User = { id: 'bo', name: 'Bo', kind: 'guest' };

/** A post of Ada's to the room "r". */
export function aPost(fields: Partial<PostOperation> = {}): PostOperation {
  return {
    kind: 'post',
    id: randomUUID(),
    room: 'r',
    author: ADA,
    body: 'hello',
    at: 1_000,
    replyTo: undefined,
    thread: undefined,
    toRoom: false,
    mentions: [],
    attachments: [],
    ...fields,
  };
}

/** A committed change of the room "r"; its message is `m<seq>`, and its JSON names the rev. */
export function aChange(fields: Partial<Change> & { rev: number }): Change {
  const { rev, seq = rev } = fields;
  const id = fields.id ?? `m${seq}`;
  const json = JSON.stringify({ room: 'r', seq, rev, id, author: ADA, body: `body ${rev}`, at: 0 });
  return { room: 'r', seq, id, json, author: ADA.id, isNew: true, ...fields };
}

/** A public room "r". */
export function aRoomInfo(fields: Partial<RoomInfo> = {}): RoomInfo {
  return {
    id: 'r',
    kind: 'room',
    slug: 'r',
    name: 'r',
    topic: '',
    private: false,
    archived: false,
    createdAt: 0,
    ...fields,
  };
}
