import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';

/** A doubtful line has 2 s to answer; then the next try starts, at once or within a second. */
const NOTICED_MS = 3_500;

const WAKE_UPS = {
  'the browser says that it is online': (tab: Page) => tab.evaluate(() => window.dispatchEvent(new Event('online'))),
  'the tab is looked at again': (tab: Page) =>
    tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
};

for (const [event, wakeUp] of Object.entries(WAKE_UPS)) {
  test(`a line that died silently is noticed within 2 s when ${event}`, async ({ twoUsers: { ada, ben }, network }) => {
    await ada.send('Before');
    await expect(ben.message('Before')).toBeVisible();
    network.freeze();
    await ada.send('Into the silence');
    await ben.send('Nobody hears me');

    const retried = ada.page.waitForEvent('websocket', { timeout: NOTICED_MS });
    await wakeUp(ada.page);
    await retried;
    await expect(ada.banner).toContainText('Reconnecting.', { timeout: 1_500 });
    await expect(ada.banner).toContainText('1 message waits here');

    network.restore();
    await expect(ben.message('Into the silence')).toBeVisible();
    await expect(ada.message('Nobody hears me')).toBeVisible();
    await expect(ada.banner).not.toContainText('Reconnecting.');
    for (const person of [ada, ben]) {
      await expect(person.message('Into the silence')).not.toHaveAccessibleName(/sending/);
      await expect(person.log.getByRole('article')).toHaveCount(3);
    }
  });
}

test('a laptop that slept notices the dead line by its clock', async ({ twoUsers: { ada, ben }, network }) => {
  await ada.page.clock.install();
  await ada.page.reload();
  await ada.send('Before');
  await expect(ben.message('Before')).toBeVisible();
  network.freeze();

  const retried = ada.page.waitForEvent('websocket', { timeout: NOTICED_MS + 1_000 });
  // An hour passes, and every timer that came due fires once, late: what a sleep does to a page.
  await ada.page.clock.fastForward('01:00:00');
  await retried;
  network.restore();
  await ben.send('Welcome back');
  await expect(ada.message('Welcome back')).toBeVisible();
});
