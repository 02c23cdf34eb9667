import type { Restriction, SanctionKind } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { SanctionRecord } from '../log/moderation-records.ts';
import { DomainError } from './domain-error.ts';

/**
 * The mutes and bans in force. All of them are in memory, by user, for every post asks: somebody under none costs one
 * look into a map. They end by themselves, when the clock says so, and hold again where it was wrong: ended ones stay in
 * memory until the next start, one of a kind and place at most.
 */
export class Sanctions {
  private readonly byUser = new Map<string, SanctionRecord[]>();

  constructor(private readonly clock: Clock) {}

  /** Takes one in, from now on. Where it could not be written, `remove` it. */
  add(sanction: SanctionRecord): void {
    this.byUser.set(sanction.user, [...(this.byUser.get(sanction.user) ?? []), sanction]);
  }

  /** It is on disk: the earlier ones of the same kind and place, which held until now, go. */
  written({ id, kind, room, user }: SanctionRecord): void {
    const all = this.byUser.get(user) ?? [];
    const at = all.findIndex((one) => one.id === id);
    // It has been lifted meanwhile.
    if (at < 0) return;
    this.byUser.set(
      user,
      all.filter((one, i) => i >= at || one.kind !== kind || one.room !== room),
    );
  }

  remove({ id, user }: Pick<SanctionRecord, 'id' | 'user'>): void {
    const left = (this.byUser.get(user) ?? []).filter((one) => one.id !== id);
    if (left.length > 0) this.byUser.set(user, left);
    else this.byUser.delete(user);
  }

  /**
   * What keeps a user from writing (mute) or being (ban) in a room: the room's own sanction or the server's, the one
   * that ends last.
   * @param room a room's id; without it only the server's counts
   */
  find(user: string, kind: SanctionKind, room?: string): SanctionRecord | undefined {
    const all = this.byUser.get(user);
    if (!all) return undefined;
    const now = this.clock.now();
    let last: SanctionRecord | undefined;
    for (const one of all) {
      if (one.kind !== kind || (one.room !== undefined && one.room !== room) || endOf(one) <= now) continue;
      if (!last || endOf(one) > endOf(last)) last = one;
    }
    return last;
  }

  /** Those in force in a room, or (without one) on the server; newest first. */
  in(room: string | undefined): SanctionRecord[] {
    const now = this.clock.now();
    return [...this.byUser.values()]
      .flat()
      .filter((one) => one.room === room && endOf(one) > now)
      .sort((a, b) => b.at - a.at);
  }
}

/** A sanction as the one whom it concerns hears of it. */
export function restrictionOf({ kind, reason, until }: SanctionRecord): Restriction {
  return until === undefined ? { kind, reason } : { kind, reason, until };
}

/** The refusal of somebody who is muted or banned: says why and until when, in words and in fields. */
export function refusalOf(sanction: SanctionRecord): DomainError {
  const { kind, reason, room, until } = sanction;
  const place = room === undefined ? 'this server' : 'this room';
  const end = until === undefined ? '' : ` until ${new Date(until).toISOString()}`;
  const words = `${kind === 'mute' ? 'you are muted in' : 'you are banned from'} ${place}${end}: ${reason}`;
  return new DomainError('forbidden', words, undefined, { restriction: restrictionOf(sanction) });
}

/** The reason of a close with 4003, which has room for 123 bytes (RFC 6455, section 5.5). */
export function banWords({ reason }: Restriction): string {
  const words = Buffer.from(`banned: ${reason}`);
  return words
    .subarray(0, 120)
    .toString()
    .replace(/\uFFFD+$/, '');
}

function endOf({ until }: SanctionRecord): number {
  return until ?? Number.POSITIVE_INFINITY;
}
