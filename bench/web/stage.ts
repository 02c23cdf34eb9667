import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import { startProcess } from '../src/server-process.ts';
import { type Guest, signIn } from './guest.ts';
import type { SeedRoom } from './seed/slack-export.ts';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const PORT = 4460;
const MANY = '1000000';
const SETTINGS = {
  LOG_LEVEL: 'warn',
  RATE_LIMIT_MESSAGES: MANY,
  RATE_LIMIT_MESSAGES_BURST: MANY,
  RATE_LIMIT_FRAMES: MANY,
  RATE_LIMIT_FRAMES_BURST: MANY,
};
const VIEWPORT = { width: 1280, height: 800 };

/** The rooms by what they are for. */
export interface Rooms {
  /** 1,000,000 messages. */
  million: SeedRoom;
  /** 100,000 messages, to scroll through. */
  long: SeedRoom;
  /** Rooms to go through one after the other. */
  many: SeedRoom[];
}

/** Everything a measurement works with: a server with the rooms, and somebody in all of them with a browser. */
export interface Stage {
  origin: string;
  rooms: Rooms;
  /** The largest room of the import that was named, if one was. */
  imported: string | undefined;
  quick: boolean;
  /** Somebody else, who is in every room, and can write fast. */
  writer: Guest;
  /** A fresh page with nothing in its memory, signed in, at an address of the app. Closed when `use` has ended. */
  withPage<T>(path: string, use: (visit: Visit) => Promise<T>): Promise<T>;
}

export interface Visit {
  page: Page;
  cdp: CDPSession;
}

/** Starts the server on `data`, and a browser. @returns the stage and what ends both */
export async function setStage(
  data: string,
  rooms: Rooms,
  { quick, imports }: { quick: boolean; imports: boolean },
): Promise<{ stage: Stage; version: string; end: () => Promise<void> }> {
  const server = await startProcess({
    file: process.execPath,
    args: [MAIN],
    env: { ...SETTINGS, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(PORT), DATA_DIR: data },
    ready: /Confab is at/,
  });
  const origin = `http://127.0.0.1:${PORT}`;
  const [reader, writer] = await Promise.all([signIn(origin, 'Reader'), signIn(origin, 'Writer')]);
  const seeded = [rooms.million, rooms.long, ...rooms.many].map(({ name }) => name);
  const imported = imports ? await largestOf(reader, seeded) : undefined;
  for (const name of imported ? [...seeded, imported] : seeded) {
    await Promise.all([reader, writer].map((guest) => guest.client.room(name).join()));
  }
  await reader.client.close();
  const browser = await launch();
  const withPage: Stage['withPage'] = (path, use) => onFreshPage(browser, new URL(path, origin), reader.token, use);
  return {
    stage: { origin, rooms, imported, quick, writer, withPage },
    version: browser.version(),
    async end() {
      await browser.close();
      await writer.client.close();
      await server.stop();
    },
  };
}

function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium found. `npm test` gets one; or name yours with CHROMIUM_PATH.');
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      // For heap figures to the byte.
      '--enable-precise-memory-info',
    ],
  });
}

async function onFreshPage<T>(
  browser: Browser,
  url: URL,
  token: string,
  use: (visit: Visit) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB' });
  try {
    await context.addCookies([
      { name: 'confab_session', value: token, url: url.origin, httpOnly: true, sameSite: 'Lax' },
    ]);
    // The compiler wraps named functions in calls of this, also those that Playwright hands to the page.
    await context.addInitScript('globalThis.__name = (value) => value');
    const page = await context.newPage();
    await page.goto(url.href);
    return await use({ page, cdp: await context.newCDPSession(page) });
  } finally {
    await context.close();
  }
}

async function largestOf(reader: Guest, seeded: readonly string[]): Promise<string | undefined> {
  const listed = (await reader.client.api.rooms()).filter(({ slug }) => !seeded.includes(slug));
  const sized = await Promise.all(
    listed.map(async ({ slug }) => {
      const { messages } = await reader.client.api.messages(slug, { limit: 1 });
      return { slug, size: messages[0]?.seq ?? 0 };
    }),
  );
  return sized.sort((a, b) => b.size - a.size)[0]?.slug;
}
