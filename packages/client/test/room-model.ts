import type { Message, User } from '@confab/protocol';
import { GENERAL } from './samples.ts';

/** A room as the server keeps it: every change in order of `rev`. */
export class RoomModel {
  /** What was pushed, in order. */
  readonly log: Message[] = [];
  readonly #messages: Message[] = [];

  get rev(): number {
    return this.log.length;
  }

  get seq(): number {
    return this.#messages.length;
  }

  /** G2: the same id is the same message. */
  post(id: string, author: User, body: string): Message {
    const known = this.#messages.find((message) => message.id === id);
    if (known) return known;
    const seq = this.seq + 1;
    return this.#commit({ room: GENERAL.id, seq, rev: this.rev + 1, id, author, body, at: seq });
  }

  edit(seq: number, body: string): void {
    const message = this.#messages[seq - 1];
    if (message) this.#commit({ ...message, rev: this.rev + 1, body, editedAt: this.rev });
  }

  snapshot(from = 1, to = this.seq): Message[] {
    return this.#messages.slice(from - 1, to);
  }

  changedAfter(rev: number): Message[] {
    return this.#messages.filter((message) => message.rev > rev).sort((a, b) => a.rev - b.rev);
  }

  #commit(message: Message): Message {
    this.#messages[message.seq - 1] = message;
    this.log.push(message);
    return message;
  }
}
