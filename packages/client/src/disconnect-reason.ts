import { CLOSE } from '@confab/protocol';
import type { DisconnectReason } from './connection-state.ts';

const KINDS: Record<number, DisconnectReason['kind']> = {
  [CLOSE.restarting]: 'restarting',
  [CLOSE.overloaded]: 'overloaded',
  [CLOSE.unauthenticated]: 'unauthenticated',
  [CLOSE.revoked]: 'revoked',
  [CLOSE.flooding]: 'flooding',
};

/**
 * What a close event means.
 * @param opened whether the handshake had succeeded; before it a browser says nothing but 1006
 */
export function reasonOfClose(code: number, text: string, opened: boolean): DisconnectReason {
  if (!opened) return { kind: 'unreachable', code, message: text || 'unreachable' };
  return { kind: KINDS[code] ?? 'closed', code, message: text || 'closed' };
}
