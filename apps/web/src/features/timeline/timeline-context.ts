import type { OutboxEntry, RoomHandle } from '@confab/client';
import type { Attachment, Message, User } from '@confab/protocol';
import { createContext, type ReactNode, useContext } from 'react';
import type { EditingPlace } from '../../store/editing-store.ts';

/** What can be done with the messages of a timeline, by those around it. */
export interface MessageActs {
  /** Whether one may write here now, and with it edit and react. */
  writable: boolean;
  /** Begins an answer in the composer. */
  reply: (message: Message) => void;
  /** Opens the thread of a root, at one of its replies if that is named. Undefined in the thread itself. */
  openThread: ((root: string, message?: string) => void) | undefined;
  /** Pins a message, or takes its pin away. Undefined where one may not. */
  pin: ((message: Message, on: boolean) => void) | undefined;
  /** Whether one may delete a message, one's own or another's. */
  mayDelete: (message: Message) => boolean;
  /** Tells the moderators about a message. */
  report: (message: Message) => void;
  /** Copies the address of a message. */
  copyLink: (message: Message) => void;
  /**
   * Gives the text and files of a refused message back to where it was written; false where another is being written
   * there. Undefined while the room has no composer.
   */
  restore: ((entry: OutboxEntry) => boolean) | undefined;
  /** Shows the files of a message. */
  renderFiles: (files: readonly Attachment[]) => ReactNode;
  /** Goes back to the composer. */
  focusComposer: () => void;
}

/** What all rows of a timeline share. */
export interface TimelineContextValue extends MessageActs {
  /** The room, or one of its threads. */
  place: EditingPlace;
  /** One looks in from outside: there is nothing to do with the messages but to read them. */
  readOnly: boolean;
  room: RoomHandle;
  me: User;
  people: readonly User[];
  /** Whether messages are acted on through a sheet: on phones, and wherever nothing can be hovered over. */
  sheet: boolean;
  /** Asks, then deletes. */
  confirmDelete: (message: Message) => void;
  /** Opens the sheet of a message. */
  openSheet: (message: Message) => void;
  /** Shows a message that may have to be loaded. */
  jumpTo: (id: string) => void;
}

export const TimelineContext = createContext<TimelineContextValue | undefined>(undefined);

/** Only below a timeline. */
export function useTimeline(): TimelineContextValue {
  const value = useContext(TimelineContext);
  if (!value) throw new Error('useTimeline outside of a timeline');
  return value;
}
