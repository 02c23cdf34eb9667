import type { Writable } from 'node:stream';
import type { Flushable, Flusher, WriteBatch } from './flusher.ts';

export interface SendQueueOptions {
  /** The raw socket. Nobody else writes to it but `ws`, whose control frames are whole writes too. */
  socket: Writable;
  flusher: Flusher;
  /** Bytes that may wait for a slow reader. */
  maxBytes: number;
  /** The reader is too slow: what waited has been dropped. Called once. */
  onOverflow: () => void;
}

/** What waits to be written to one socket: bounded, and written in one go per turn of the event loop (G6). */
export class SendQueue implements Flushable {
  private frames: Buffer[] = [];
  private bytes = 0;
  private scheduled = false;
  private stopped = false;
  private relieved: (() => void)[] = [];

  constructor(private readonly options: SendQueueOptions) {
    options.socket.on('drain', () => {
      this.schedule();
      this.wake();
    });
  }

  /** Queues a frame. A single frame larger than the bound passes, if nothing waits. */
  push(frame: Buffer): void {
    if (this.stopped) return;
    const waiting = this.bytes + this.options.socket.writableLength;
    if (waiting > 0 && waiting + frame.length > this.options.maxBytes) {
      this.stop();
      this.options.onOverflow();
      return;
    }
    this.frames.push(frame);
    this.bytes += frame.length;
    this.schedule();
  }

  /**
   * Resolves once little waits. For what one client asks for piece by piece: a large answer follows when the last one
   * is on its way, and only pushes that nobody asked for can overflow the queue.
   * @returns undefined where that is so already
   */
  relief(): Promise<void> | undefined {
    if (this.isRelieved()) return undefined;
    return new Promise((resolve) => this.relieved.push(resolve));
  }

  /** Writes what the socket can take now. */
  flush(batch: WriteBatch): void {
    this.scheduled = false;
    const { socket } = this.options;
    // A socket that is full says `drain`; until then frames wait here, where their bytes are shared with other members.
    if (this.stopped || this.frames.length === 0 || socket.writableNeedDrain || !socket.writable) return;
    const { frames } = this;
    this.frames = [];
    this.bytes = 0;
    socket.write(batch.join(frames));
    this.wake();
  }

  /** Writes what waits, then takes no more. For a close in good order: the close frame follows the last message. */
  finish(batch: WriteBatch): void {
    this.flush(batch);
    this.stop();
  }

  private stop(): void {
    this.stopped = true;
    this.frames = [];
    this.bytes = 0;
    this.wake();
  }

  private isRelieved(): boolean {
    return this.stopped || this.bytes + this.options.socket.writableLength <= this.options.maxBytes / 4;
  }

  private wake(): void {
    if (this.relieved.length === 0 || !this.isRelieved()) return;
    for (const resolve of this.relieved.splice(0)) resolve();
  }

  private schedule(): void {
    if (this.scheduled || this.stopped || this.frames.length === 0) return;
    this.scheduled = true;
    this.options.flusher.add(this);
  }
}
