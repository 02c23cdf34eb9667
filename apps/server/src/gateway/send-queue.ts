import type { Writable } from 'node:stream';
import type { Flushable, Flusher } from './flusher.ts';
import type { PendingFrames } from './pending-frames.ts';
import { descriptorOf } from './send-all.ts';
import type { TurnWrites } from './turn-writes.ts';

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
  private pending: PendingFrames | undefined;
  private scheduled = false;
  private stopped = false;
  private relieved: (() => void)[] | undefined;
  private readonly descriptor: number | undefined;

  constructor(private readonly options: SendQueueOptions) {
    this.descriptor = descriptorOf(options.socket);
    options.socket.on('drain', () => {
      this.schedule();
      this.wake();
    });
  }

  /** Queues a frame. A single frame larger than the bound passes, if nothing waits. */
  push(frame: Buffer): void {
    if (this.stopped) return;
    const { flusher, maxBytes, onOverflow } = this.options;
    const { waiting } = this;
    if (waiting > 0 && waiting + frame.length > maxBytes) {
      this.stop();
      onOverflow();
      return;
    }
    this.pending = (this.pending ?? flusher.begin).with(frame);
    this.schedule();
  }

  /**
   * Resolves once little waits. For what one client asks for piece by piece: a large answer follows when the last one
   * is on its way, and only pushes that nobody asked for can overflow the queue.
   * @returns undefined where that is so already
   */
  relief(): Promise<void> | undefined {
    if (this.isRelieved()) return undefined;
    return new Promise((resolve) => {
      this.relieved ??= [];
      this.relieved.push(resolve);
    });
  }

  flush(writes: TurnWrites): void {
    this.scheduled = false;
    const frames = this.take();
    if (frames) writes.add(this.options.socket, this.descriptor, frames);
  }

  flushed(): void {
    this.wake();
  }

  /** Writes what waits, then takes no more. For a close in good order: the close frame follows the last message. */
  finish(): void {
    const frames = this.take();
    if (frames) this.options.socket.write(frames.join());
    this.stop();
  }

  /** Takes what can be written now. */
  private take(): PendingFrames | undefined {
    const { pending } = this;
    const { socket } = this.options;
    // A socket that is full says `drain`; until then frames wait here, where their bytes are shared with other members.
    if (!pending || socket.writableNeedDrain || !socket.writable) return undefined;
    this.pending = undefined;
    return pending;
  }

  private stop(): void {
    this.stopped = true;
    this.pending = undefined;
    this.wake();
  }

  /** Bytes, here and in the socket. */
  private get waiting(): number {
    return (this.pending?.bytes ?? 0) + this.options.socket.writableLength;
  }

  private isRelieved(): boolean {
    return this.stopped || this.waiting <= this.options.maxBytes / 4;
  }

  private wake(): void {
    if (!this.relieved || !this.isRelieved()) return;
    const { relieved } = this;
    this.relieved = undefined;
    for (const resolve of relieved) resolve();
  }

  private schedule(): void {
    if (this.scheduled || !this.pending) return;
    this.scheduled = true;
    this.options.flusher.add(this);
  }
}
