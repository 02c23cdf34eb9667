import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { TLSSocket } from 'node:tls';

/**
 * Gives the kernel a chunk for each of many sockets, without waiting for any.
 * @param descriptors of sockets that nobody else is writing to
 * @param chunks one for each descriptor
 * @param taken filled in: how many bytes each socket took; 0 also where it is broken
 * @param count how many there are
 * @returns whether all took all
 */
export type SendAll = (descriptors: Int32Array, chunks: Uint8Array[], taken: Int32Array, count: number) => boolean;

const ADDON = 'native/dist/send-all.node';
/** From the bundle in dist/, and from this source. */
const ABOVE = ['..', '../..'];

/** The compiled `native/send-all.c`; undefined where it was not compiled, or for another kind of machine. */
export function loadSendAll(): SendAll | undefined {
  const path = ABOVE.map((up) => join(import.meta.dirname, up, ADDON)).find((candidate) => existsSync(candidate));
  if (!path) return undefined;
  try {
    const addon: { sendAll: SendAll } = createRequire(import.meta.url)(path);
    return addon.sendAll;
  } catch {
    return undefined;
  }
}

/**
 * A socket's file descriptor, under which the kernel knows it.
 * @returns undefined where there is none: a stream that is no socket, one that encrypts, or Windows
 */
export function descriptorOf(socket: Writable): number | undefined {
  if (socket instanceof TLSSocket) return undefined;
  // Node has no public name for it; this one is as old as Node.
  const { _handle: handle } = socket as { _handle?: { fd?: unknown } | null };
  return typeof handle?.fd === 'number' && handle.fd >= 0 ? handle.fd : undefined;
}
