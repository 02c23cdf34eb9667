import type { RoomSummary } from '@confab/protocol';
import { Room, type RoomContext } from './room.ts';
import { roomOf } from './room-list.ts';

/** The handles that were asked for: one object a room, whatever it was asked for by. */
export class Rooms {
  readonly #context: RoomContext;
  readonly #known: (key: string) => RoomSummary | undefined;
  readonly #handles: Room[] = [];

  /** @param known finds the room that an id or a slug names, where the user's list has it */
  constructor(context: RoomContext, known: (key: string) => RoomSummary | undefined) {
    this.#context = context;
    this.#known = known;
  }

  get all(): readonly Room[] {
    return this.#handles;
  }

  /** The handle of a room; `made` gets a new one. */
  get(key: string, made: (room: Room) => void): Room {
    const summary = this.#known(key);
    const found = this.#handles.find((room) => room.answersTo(key) || (summary && room.answersTo(summary.id)));
    if (found) return found;
    const room = new Room(key, summary && roomOf(summary), this.#context);
    if (summary) room.setRead(summary.read);
    this.#handles.push(room);
    made(room);
    return room;
  }

  /** Calls `tell` for the handle of that id or slug. Two where a room was asked for by id and by slug before either was known. */
  tell(key: string, tell: (room: Room) => void): void {
    for (const room of this.#handles) if (room.answersTo(key)) tell(room);
  }
}
