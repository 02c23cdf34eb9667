import type { Page } from '@playwright/test';

/** The bodies of the messages that a tab puts on a line opened from now on, as often as it does. */
export function sentMessages(page: Page): readonly string[] {
  const bodies: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const frame: { type: string; body?: string } = JSON.parse(String(payload));
      if (frame.type === 'message') bodies.push(frame.body ?? '');
    });
  });
  return bodies;
}
