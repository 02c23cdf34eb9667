import type { JoinedMessage, Message, MessagePush } from '@confab/protocol';

/** What a client asks a join to go on from. */
export interface Checkpoint {
  rev: number;
  /** The message that had that rev. */
  id: string | undefined;
  messages: ReadonlyMap<string, Message>;
  from: number;
}

/** A client's copy of a room, kept by the rules of G3 to G5 alone. It throws where the server breaks one. */
export class Replica {
  messages = new Map<string, Message>();
  rev = 0;
  /** The seq from which on it holds every message. */
  from = 1;
  private live = false;

  checkpoint(): Checkpoint {
    const id = [...this.messages.values()].find((message) => message.rev === this.rev)?.id;
    return { rev: this.rev, id, messages: new Map(this.messages), from: this.from };
  }

  /** Takes the reply to a join that went on from a checkpoint, or from nothing. */
  joined(reply: JoinedMessage, from: Checkpoint | undefined): void {
    if (this.live && reply.rev !== this.rev) {
      throw new Error(`joined.rev is ${reply.rev}, but the pushes before it came to ${this.rev}`);
    }
    if (from && reply.complete) this.goOn(reply, from);
    else this.startOver(reply);
    this.rev = reply.rev;
    this.live = true;
  }

  /** Takes a pushed change: the next one. */
  pushed({ type: _, ...message }: MessagePush): void {
    if (!this.live) throw new Error(`a push (rev ${message.rev}) came without a subscription`);
    if (message.rev !== this.rev + 1) throw new Error(`rev ${message.rev} came after ${this.rev}`);
    this.rev = message.rev;
    this.messages.set(message.id, message);
  }

  /** The subscription has ended. */
  left(): void {
    this.live = false;
  }

  private goOn(reply: JoinedMessage, from: Checkpoint): void {
    let last = from.rev;
    this.messages = new Map(from.messages);
    this.from = from.from;
    for (const message of reply.messages) {
      if (message.rev <= last) throw new Error(`the replay after ${from.rev} has rev ${message.rev} after ${last}`);
      last = message.rev;
      this.messages.set(message.id, message);
    }
    if (last > reply.rev) throw new Error(`the replay goes to ${last}, beyond joined.rev ${reply.rev}`);
  }

  private startOver(reply: JoinedMessage): void {
    this.messages = new Map(reply.messages.map((message) => [message.id, message]));
    const seqs = reply.messages.map((message) => message.seq);
    this.from = reply.seq - seqs.length + 1;
    if (seqs.some((seq, i) => seq !== this.from + i)) throw new Error(`the newest page of ${reply.seq} holds ${seqs}`);
  }
}
