import { bareWs } from '../peers/bare-ws/peer.ts';
import { confab } from '../peers/confab.ts';
import { ejabberd } from '../peers/ejabberd.ts';
import { nchan } from '../peers/nchan.ts';
import { sendLoop } from '../peers/send-loop/peer.ts';
import { socketIo } from '../peers/socket-io/peer.ts';
import { uWebSockets } from '../peers/uwebsockets/peer.ts';
import type { Options } from './options.ts';
import type { Peer } from './peer.ts';

/** Everybody who may take part, Confab first. */
export function allPeers(generator: string, root: string, { other, uws }: Pick<Options, 'other' | 'uws'>): Peer[] {
  const second = other === undefined ? [] : [confab(generator, 'Confab (other build)', other)];
  return [confab(generator), ...second, socketIo, bareWs, sendLoop(root), uWebSockets(uws), nchan, ejabberd];
}
