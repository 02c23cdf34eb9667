import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { DomainError } from '../rooms/domain-error.ts';

/** Hashes under way at once. Each takes 32 MiB, a core for some 60 ms, and one of the few threads that also read files. */
const AT_ONCE = 2;
/** Hashes that may wait; more would be a queue that nobody waits for to its end. */
const MAX_WAITING = 100;

/** Hashes and checks passwords with scrypt, off the main thread, and never so many that the rest of the server waits. */
export class PasswordHashing {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws DomainError unavailable, where too many wait */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hashPassword(password));
  }

  /** @throws DomainError unavailable, where too many wait */
  verify(hash: string, password: string): Promise<boolean> {
    return this.inTurn(() => verifyPassword({ hash, password }));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) {
        throw new DomainError('unavailable', 'too many people sign in at this moment', 1_000);
      }
      // Whoever leaves hands their place on, so it is never free in between.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
