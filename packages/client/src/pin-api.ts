import type { Message, PinList } from '@confab/protocol';
import type { Api } from './api.ts';
import { roomPath } from './room-path.ts';

/** The pinned messages of a room, the latest pin first. */
export async function listPins(api: Api, room: string): Promise<Message[]> {
  return (await api.call<PinList>('GET', `${roomPath(room)}/pins`)).pins;
}

/** Pins a message, or takes its pin away; it comes to everybody as a change of the message. */
export function setPin(api: Api, room: string, message: string, on: boolean): Promise<void> {
  return api.call(on ? 'PUT' : 'DELETE', `${roomPath(room)}/pins/${encodeURIComponent(message)}`);
}
