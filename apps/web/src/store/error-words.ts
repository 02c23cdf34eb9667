import { ClientError, type SendFailure } from '@confab/client';
import { restrictionWords } from './restriction-words.ts';

const WORDS: Partial<Record<ClientError['code'], string>> = {
  unreachable: 'The server didn’t answer.',
  closed: 'The line went down before the server answered.',
  unavailable: 'The server can’t do that right now. Try again in a moment.',
  unauthenticated: 'You’re signed out here. Sign in again to go on.',
  forbidden: 'That isn’t allowed here.',
  room_not_found: 'You no longer have access to this room.',
  file_not_found: 'A file of it is gone. Attach it again.',
  message_not_found: 'That message is gone.',
  user_not_found: 'There’s nobody like that here any more.',
  invite_not_found: 'This link leads nowhere any more.',
  not_joined: 'You’re not in this room.',
  too_large: 'Too long. A message has room for 4,000 characters.',
  conflict: 'Somebody was faster, or it exists already.',
  internal: 'The server couldn’t do that. Try again.',
};

/** What a person reads about a failure: plain, short, without blame. */
export function errorWords(error: unknown): string {
  if (!(error instanceof ClientError)) return 'That didn’t work. Try again.';
  if (error.about.restriction) return restrictionWords(error.about.restriction);
  if (error.code === 'rate_limited') return rateWords(error);
  return WORDS[error.code] ?? `That didn’t work: ${error.message}.`;
}

/** Why a message was not sent. */
export function failureWords({ code, message, restriction }: SendFailure): string {
  return `Not sent. ${errorWords(new ClientError(code, message, undefined, restriction ? { restriction } : {}))}`;
}

function rateWords({ about, retryAfterMs }: ClientError): string {
  const what = about.room ? 'You’re writing faster than this room allows.' : 'That was a lot at once.';
  return retryAfterMs ? `${what} Again in ${Math.ceil(retryAfterMs / 1000)} s.` : what;
}
