import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/generator.ts';
import type { Peer } from '../../src/peer.ts';
import { startRelay } from '../relay.ts';

/**
 * A C program that sends each frame to each member with one send(): what a server without batching cannot beat.
 * @param folder where its binary is put
 */
export function sendLoop(folder: string): Peer {
  const binary = join(folder, 'send-loop');
  return {
    name: 'C loop of send()',
    missing: () => undefined,
    async start(_scene, port) {
      if (!existsSync(binary)) compile(new URL('./', import.meta.url), binary);
      return startRelay({ file: binary, args: [String(port)] }, port);
    },
  };
}
