import type { ErrorCode, ErrorMessage } from '@confab/protocol';
import type { Outcome } from '../log/operation.ts';

/** Something a person asked for that cannot be. Becomes an `error` frame or an HTTP error; the message is for developers. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly retryAfterMs?: number,
    /** What else the refusal carries to the client. */
    readonly about: Pick<ErrorMessage, 'room' | 'restriction'> = {},
  ) {
    super(message);
  }
}

/** The outcome of a write where it went well; throws the DomainError of one that did not. */
export function succeed(outcome: Outcome): Extract<Outcome, { ok: true }> {
  if (outcome.ok) return outcome;
  throw new DomainError(outcome.code, outcome.reason, outcome.retryAfterMs);
}
