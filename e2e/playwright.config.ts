import { defineConfig } from '@playwright/test';
import { findBrowser } from '../scripts/browser.mjs';

const chromium = findBrowser();
if (!chromium) throw new Error('No Chromium found. `npm test` gets one; or name yours with CHROMIUM_PATH.');

export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that fails now and then is a bug of the test or of the product.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    colorScheme: 'light',
    // With the page at every step, but no film: painting it took a quarter of the suite's CPU.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      // Root has no sandbox; the rest keeps the browser from talking to anybody but our server.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
