// The table stands in the protocol, so that clients show what one may do by the same one.
export {
  outranks,
  outranksOnServer,
  permits,
  permitsOnServer,
  type RoomAction,
  type ServerAction,
  type Standing,
  worksArchived,
} from '@confab/protocol';
