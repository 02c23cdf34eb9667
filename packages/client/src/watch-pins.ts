import type { Message } from '@confab/protocol';
import type { Api } from './api.ts';
import { listPins } from './pin-api.ts';
import type { RoomHandle } from './room-handle.ts';

/**
 * Watches the pinned messages of a room that is joined: reads them now, and again after a gap.
 * @param changed gets the new list, the latest pin first
 * @returns the function that stops it
 */
export function watchPins(api: Api, room: RoomHandle, changed: (pins: readonly Message[]) => void): () => void {
  /** What was told since the list was asked for: it may have been read before that. */
  let news = new Map<string, Message>();
  let pins: readonly Message[] | undefined;
  let asked: object | undefined;

  async function read(): Promise<void> {
    const asking = {};
    asked = asking;
    pins = undefined;
    news = new Map();
    // Without an answer there are none to show; the next join asks again.
    const list = await listPins(api, room.key).catch(() => undefined);
    if (!list || asked !== asking) return;
    pins = list;
    for (const message of news.values()) put(message);
    changed(pins);
  }

  function put(message: Message): void {
    const others = (pins ?? []).filter(({ id }) => id !== message.id);
    const known = (pins ?? []).find(({ id }) => id === message.id);
    if (known && known.rev > message.rev) return;
    pins = message.pinned ? [...others, message].sort(byPin) : others;
  }

  const stops = [
    room.on('message', (message) => {
      if (!pins) {
        news.set(message.id, message);
      } else if (message.pinned || pins.some(({ id }) => id === message.id)) {
        put(message);
        changed(pins);
      }
    }),
    room.on('status', (status) => {
      if (status === 'live' && !pins) void read();
    }),
    room.on('resumed', ({ complete }) => {
      if (!complete) void read();
    }),
  ];
  void read();
  return () => {
    asked = undefined;
    for (const stop of stops) stop();
  };
}

function byPin(a: Message, b: Message): number {
  return (b.pinned?.at ?? 0) - (a.pinned?.at ?? 0);
}
