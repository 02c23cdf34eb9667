import { bareWs } from '../peers/bare-ws/peer.ts';
import { confab } from '../peers/confab.ts';
import { ejabberd } from '../peers/ejabberd.ts';
import { nchan } from '../peers/nchan.ts';
import { sendLoop } from '../peers/send-loop/peer.ts';
import { socketIo } from '../peers/socket-io/peer.ts';
import type { Peer } from './peer.ts';
import { PEER } from './workloads.ts';

/** Not to be had from npm: its releases live in a git repository only. */
const uWebSockets: Peer = {
  name: PEER.uws,
  missing: () => 'not in the npm registry',
  start: () => Promise.reject(new Error('not in the npm registry')),
};

/**
 * Everybody who may take part, Confab first.
 * @param other the main.js of another build of Confab
 */
export function allPeers(generator: string, root: string, other: string | undefined): Peer[] {
  const second = other === undefined ? [] : [confab(generator, 'Confab (other build)', other)];
  return [confab(generator), ...second, socketIo, bareWs, sendLoop(root), uWebSockets, nchan, ejabberd];
}
