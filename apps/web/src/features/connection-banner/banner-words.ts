import type { ConnectionState, DisconnectReason } from '@confab/client';
import { countWords } from '../../ui/count-words.ts';

/** What the banner says. */
export interface BannerWords {
  icon: 'busy' | 'offline' | 'slow' | 'back' | 'failed';
  title: string;
  text: string;
  action?: 'try-now' | 'reload' | 'sign-in';
}

const FAILED: Partial<Record<DisconnectReason['kind'], BannerWords>> = {
  unauthenticated: {
    icon: 'failed',
    title: 'You’re signed out here.',
    text: 'What you wrote is kept.',
    action: 'sign-in',
  },
  revoked: {
    icon: 'failed',
    title: 'You no longer have access.',
    text: 'Somebody who runs this place ended it.',
    action: 'sign-in',
  },
  flooding: { icon: 'failed', title: 'Too much at once.', text: 'The server asked for a pause.', action: 'reload' },
};

/**
 * What a person should know about the line.
 * @param waiting messages in the outbox
 * @param now Unix ms, for the time of the next try
 * @returns undefined while all is well
 */
export function bannerWords(state: ConnectionState, waiting: number, now: number): BannerWords | undefined {
  switch (state.name) {
    case 'idle':
      return undefined;
    case 'connected':
      return state.slow ? { icon: 'slow', title: 'Slow line.', text: 'Messages take a moment.' } : undefined;
    case 'connecting':
      return state.attempt > 0
        ? { icon: 'busy', title: 'Reconnecting.', text: keepWriting(waiting) }
        : { icon: 'busy', title: 'Connecting.', text: keepWriting(waiting) };
    case 'waiting':
      return waitingWords(state, waiting, now);
    case 'failed':
      return (
        FAILED[state.reason.kind] ?? {
          icon: 'failed',
          title: 'The line is closed.',
          text: 'The server asked not to come back by itself.',
          action: 'reload',
        }
      );
  }
}

/** What it says once the line is back. */
export function backWords(missed: number): BannerWords {
  return {
    icon: 'back',
    title: 'Back.',
    text: missed > 0 ? `You missed ${countWords(missed, 'message')}.` : 'Nothing was missed.',
  };
}

function waitingWords(state: Extract<ConnectionState, { name: 'waiting' }>, waiting: number, now: number): BannerWords {
  if (state.reason.kind === 'offline') {
    const text =
      waiting > 0 ? `${countWords(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'} here.` : keepWriting(0);
    return { icon: 'offline', title: 'You’re offline.', text, action: 'try-now' };
  }
  const seconds = Math.ceil((state.retryAt - now) / 1000);
  const next = seconds > 1 ? ` Next try in ${seconds} s.` : '';
  return { icon: 'busy', title: 'Reconnecting.', text: keepWriting(waiting) + next, action: 'try-now' };
}

function keepWriting(waiting: number): string {
  if (waiting === 0) return 'Keep writing, we’ll send it when the line is back.';
  return `${countWords(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'} here until the line is back.`;
}
