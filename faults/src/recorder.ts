import type { WebSocketConstructor } from '@confab/client';
import type { ClientMessage, ServerMessage } from '@confab/protocol';
import WebSocket from 'ws';
import type { RecordedEvent, ShownTimeline } from './record.ts';
import type { Bell } from './until.ts';

/** Frames kept at hand, so that the copies of one push share one object. */
const KNOWN_FRAMES = 2_000;
/** What the checks read. The rest (presence, pings, activity) would only fill the memory. */
const KEPT = ['message', 'edit', 'delete', 'react', 'join', 'leave', 'ack', 'joined', 'error', 'hello', 'room'];

const CHANGES = ['message', 'edit', 'delete', 'react'];

/** Counts over everything recorded. */
export interface Tally {
  /** Frames that post, edit, delete or react; what is sent again counts again. */
  sends: number;
  /** The answers to them. */
  acks: number;
  /** Joins with a cursor that were answered. */
  resumes: number;
  /** Those of them that were answered whole. */
  complete: number;
  /** Requests that the server refused with `unavailable`. */
  unavailable: number;
}

/** Writes down what crosses the wire, below the SDK, so that its own bookkeeping is not trusted. */
export interface Recorder {
  readonly events: readonly RecordedEvent[];
  readonly timelines: ShownTimeline[];
  readonly tally: Readonly<Tally>;
  note(event: RecordedEvent): void;
  /** The WebSocket to hand to a person's SDK client. */
  webSocketOf(person: string): WebSocketConstructor;
  /** Drops a person's sockets without a word, as the end of a browser does. */
  abandon(person: string): void;
}

/** @param bell rung at every event */
export function createRecorder(bell: Bell): Recorder {
  const events: RecordedEvent[] = [];
  const tally: Tally = { sends: 0, acks: 0, resumes: 0, complete: 0, unavailable: 0 };
  const open = new Map<WebSocket, string>();
  const known = new Map<string, ServerMessage>();
  let connections = 0;

  function note(event: RecordedEvent): void {
    events.push(event);
    bell.ring();
  }

  /** The parsed frame; the same object for the same text, as long as it is fresh. */
  function parse(text: string): ServerMessage {
    let frame = known.get(text);
    if (!frame) {
      if (known.size >= KNOWN_FRAMES) known.clear();
      frame = JSON.parse(text) as ServerMessage;
      // Who is online is not checked, and fills the memory in crowded rooms.
      if (frame.type === 'joined') frame.presence = { count: 0, members: [] };
      known.set(text, frame);
    }
    return frame;
  }

  function webSocketOf(person: string): WebSocketConstructor {
    class RecordingSocket extends WebSocket {
      private readonly connection: number;
      /** The frames to be counted that wait for their answer, by id. */
      private readonly asked = new Map<string, 'change' | 'resume'>();

      constructor(url: string, protocols: string[]) {
        super(url, protocols, { perMessageDeflate: false });
        connections += 1;
        const connection = connections;
        this.connection = connection;
        open.set(this, person);
        note({ kind: 'opened', connection, person });
        this.on('message', (data) => this.received(parse(String(data))));
        this.on('close', (code) => {
          open.delete(this);
          note({ kind: 'closed', connection, code });
        });
      }

      override send(data: string): void {
        const frame = JSON.parse(data) as ClientMessage;
        if (frame.type === 'join' && frame.since !== undefined) this.asked.set(frame.id, 'resume');
        if (CHANGES.includes(frame.type)) {
          tally.sends += 1;
          this.asked.set(frame.id ?? '', 'change');
        }
        if (KEPT.includes(frame.type)) note({ kind: 'sent', connection: this.connection, frame });
        super.send(data);
      }

      private received(frame: ServerMessage): void {
        if (!KEPT.includes(frame.type)) return;
        if (frame.type === 'ack' && this.asked.get(frame.id) === 'change') tally.acks += 1;
        if (frame.type === 'error' && frame.code === 'unavailable') tally.unavailable += 1;
        if (frame.type === 'joined' && this.asked.get(frame.id) === 'resume') {
          tally.resumes += 1;
          if (frame.complete) tally.complete += 1;
        }
        if (frame.type !== 'message' && 'id' in frame) this.asked.delete(frame.id ?? '');
        note({ kind: 'received', connection: this.connection, frame });
      }
    }
    return RecordingSocket as unknown as WebSocketConstructor;
  }

  return {
    events,
    timelines: [],
    tally,
    note,
    webSocketOf,
    abandon(person) {
      for (const [socket, owner] of open) if (owner === person) socket.terminate();
    },
  };
}
