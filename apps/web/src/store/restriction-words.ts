import type { Restriction } from '@confab/protocol';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

/** “until 18:00”, “until 24 November at 18:00”, or “until somebody lifts it”. */
export function endWords(until: number | undefined, now = Date.now()): string {
  if (until === undefined) return 'until somebody lifts it';
  const today = new Date(until).toDateString() === new Date(now).toDateString();
  return `until ${(today ? TIME : DAY).format(until)}`;
}

/** What somebody who is muted or banned reads: what it is, why, and until when. @param place where a ban is from */
export function restrictionWords({ kind, reason, until }: Restriction, place = 'this room'): string {
  const what = kind === 'mute' ? 'You’re muted here' : `You’re banned from ${place}`;
  return `${what} ${endWords(until)}. Reason: ${reason.replace(/[.!?…]$/u, '')}.`;
}
