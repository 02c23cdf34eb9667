import type { Page, Route } from '@playwright/test';

/** The history requests of a page, held back until the test lets them go: so the scrolling can come to rest before. */
export interface HeldPages {
  /** Whether a request waits. */
  waiting(): boolean;
  /** Lets the waiting request go; resolves when its answer has arrived. */
  release(): Promise<void>;
}

/** From now on holds every request for older messages back. */
export async function holdOlderPages(page: Page): Promise<HeldPages> {
  let held: Route | undefined;
  await page.route(/\/api\/rooms\/[^/]+\/messages\?.*before=/, (route) => {
    held = route;
  });
  return {
    waiting: () => held !== undefined,
    async release() {
      const route = held;
      held = undefined;
      const answered = page.waitForResponse((response) => response.request() === route?.request());
      await route?.continue();
      await (await answered).finished();
    },
  };
}
