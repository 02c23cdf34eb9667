const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
const LONG_DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_YEAR = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const SHORT_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** “16:38”, of Unix milliseconds. Always 24 hours: the gutter has room for five characters. */
export function clockTime(at: number): string {
  return CLOCK.format(at);
}

/** “Wednesday, 18 November 2026 at 16:38”. */
export function fullTime(at: number): string {
  return FULL.format(at);
}

/** A number that is the same for all moments of one local day. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}

/** “Today”, “Yesterday”, “Wednesday 18 November”, with the year where it isn't this one. */
export function dayLabel(at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === dayOf(yesterday.getTime())) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? DAY : DAY_YEAR).format(at).replace(',', '');
}

/** “16:38” today, “12 Nov” before, “12 Nov 2025” in other years. */
export function shortTime(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return clockTime(at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? SHORT : SHORT_YEAR).format(at);
}

/** “18 November 2026”. */
export function fullDate(at: number): string {
  return LONG_DATE.format(at);
}
