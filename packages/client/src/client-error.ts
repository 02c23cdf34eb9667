import type { ErrorCode, HttpError, Restriction } from '@confab/protocol';

/** Any failure the SDK reports. `code` is the server's, or `unreachable` where no answer came. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  constructor(
    readonly code: ErrorCode | HttpError['code'] | 'unreachable' | 'closed',
    message: string,
    /** Milliseconds to wait before trying again, where the server said so. */
    readonly retryAfterMs?: number,
    /** `room`: it is this room alone that asks for the wait. `restriction`: the user is muted or banned. */
    readonly about: { room?: string; restriction?: Restriction } = {},
  ) {
    super(message);
  }
}
