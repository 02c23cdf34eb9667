import type { Attachment, ErrorCode, Restriction } from '@confab/protocol';

/** A send the server has not acknowledged; kept on disk until it is (or the user removes it). */
export interface OutboxEntry {
  /** The message's own id (UUID), reused at every try: the server stores it once (G2). */
  id: string;
  /** The room's id or slug, fixed when written: never sent anywhere else. */
  room: string;
  body: string;
  replyTo?: string;
  /** The root of the thread it is a reply in. */
  thread?: string;
  /** Such a reply stands in the room as well. */
  toRoom?: boolean;
  /** Its files, uploaded already. */
  attachments?: readonly Attachment[];
  /** Unix ms of the sender's clock. */
  at: number;
  /** The user it was written as. Entries of somebody else are kept, not sent. */
  author: string;
  /** Set once the server refused it for good. */
  failure?: SendFailure;
}

/** Why the server refused a message for good. */
export interface SendFailure {
  code: ErrorCode;
  message: string;
  /** The user is muted or banned. */
  restriction?: Restriction;
}

/** Where the outbox lives. IndexedDB in the browser, memory in Node and tests. Calls may overlap; order per id holds. */
export interface OutboxStorage {
  load(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  /**
   * Where several share it: `listener` gets what somebody who has gone left behind. It is now for this one to send.
   * @returns what removes the listener
   */
  onTakeOver?(listener: (entries: OutboxEntry[]) => void): () => void;
}
