import type { ClientMessageType } from '@confab/protocol';
import type { Config } from '../config.ts';
import type { Person } from '../rooms/person.ts';
import { type Rate, TokenBucket } from '../token-bucket.ts';

export interface RateLimits {
  /** Any frame of one connection. */
  frames: Rate;
  /** Posts, edits and deletions of one person, all connections together. */
  messages: Rate;
  reactions: Rate;
  typing: Rate;
  /** Refusals that a connection is forgiven before it is closed with 4008. */
  patience: Rate;
}

/** The limits that the settings ask for. */
export function rateLimitsOf(config: Config): RateLimits {
  const patience = config.RATE_LIMIT_PATIENCE;
  return {
    frames: { perSecond: config.RATE_LIMIT_FRAMES, burst: config.RATE_LIMIT_FRAMES_BURST },
    messages: { perSecond: config.RATE_LIMIT_MESSAGES, burst: config.RATE_LIMIT_MESSAGES_BURST },
    reactions: { perSecond: config.RATE_LIMIT_REACTIONS, burst: config.RATE_LIMIT_REACTIONS_BURST },
    typing: { perSecond: config.RATE_LIMIT_TYPING, burst: config.RATE_LIMIT_TYPING_BURST },
    patience: { perSecond: patience / 40, burst: patience },
  };
}

type Kind = 'messages' | 'reactions' | 'typing';

const KIND_OF: Partial<Record<ClientMessageType, Kind>> = {
  message: 'messages',
  edit: 'messages',
  delete: 'messages',
  react: 'reactions',
  typing: 'typing',
};

/** With fewer people than this nobody looks for rested buckets. */
const FEW = 10_000;

/** The buckets of people, shared by all their connections, and kept until they are full: to come back is no way around. */
export class PersonLimits {
  /** By user id. */
  private readonly buckets = new Map<string, Record<Kind, TokenBucket>>();
  private lookAt = FEW;

  constructor(private readonly limits: RateLimits) {}

  /** Whether a person may send a frame of this type now. @returns 0, or the ms to wait */
  take(person: Person, type: ClientMessageType, now: number): number {
    const kind = KIND_OF[type];
    if (!kind) return 0;
    let buckets = this.buckets.get(person.user.id);
    if (!buckets) {
      const { messages, reactions, typing } = this.limits;
      buckets = {
        messages: new TokenBucket(messages, now),
        reactions: new TokenBucket(reactions, now),
        typing: new TokenBucket(typing, now),
      };
      this.buckets.set(person.user.id, buckets);
      if (this.buckets.size >= this.lookAt) this.forgetRested(now);
    }
    return buckets[kind].take(now);
  }

  private forgetRested(now: number): void {
    for (const [user, { messages, reactions, typing }] of this.buckets) {
      if (messages.isFull(now) && reactions.isFull(now) && typing.isFull(now)) this.buckets.delete(user);
    }
    this.lookAt = Math.max(FEW, 2 * this.buckets.size);
  }
}
