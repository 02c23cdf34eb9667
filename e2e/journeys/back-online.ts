import type { Page } from '@playwright/test';

/** Tells tabs what a browser tells them when there is a network again: they try at once, whatever their backoff. */
export async function backOnline(...tabs: Page[]): Promise<void> {
  await Promise.all(tabs.map((tab) => tab.evaluate(() => window.dispatchEvent(new Event('online')))));
}
