import type { Clock } from './clock.ts';
import { uuid } from './uuid.ts';

/** How long a tab that has gone may take to be back: one that is reloaded finds what it wrote before another takes it. */
const RELOAD_MS = 3_000;

/** What the browser has for tabs to know of each other. */
export interface TabsPlatform {
  locks: Pick<LockManager, 'request' | 'query'>;
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  clock: Clock;
}

/** The tabs of one browser that share a database. */
export interface LivingTabs {
  /** This one's id. Others see it among the living before this resolves. Rejects where the browser refuses locks. */
  readonly id: Promise<string>;
  /** The ids of those that live, this one's included. */
  living(): Promise<Set<string>>;
}

/**
 * Counts this tab among the living until its page is gone. A tab lives as long as it holds the lock that bears its id:
 * the browser gives that free however the tab ends. One of the tabs leads: it queues for the locks of the others.
 * @param name what the tabs share
 * @param gone called in the leader, 3 s after a tab has gone or after it became the leader
 */
export function joinLivingTabs(name: string, { locks, channel, clock }: TabsPlatform, gone: () => void): LivingTabs {
  const prefix = `${name}/tab/`;
  const me = uuid();
  let timer: unknown;

  async function join(): Promise<string> {
    await hold(prefix + me);
    channel.postMessage(me);
    hold(`${name}/leader`).then(lead).catch(ignore);
    return me;
  }

  /** Resolves once this tab has the lock, and keeps it for good. */
  function hold(lock: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const kept = () => {
        resolve();
        return new Promise(ignore);
      };
      locks.request(lock, kept).catch(reject);
    });
  }

  async function lead(): Promise<void> {
    // Before the look at who is there: a tab that comes meanwhile is seen by one of the two.
    channel.onmessage = ({ data }) => watch(String(data));
    for (const tab of await living()) watch(tab);
    tellSoon();
  }

  function watch(tab: string): void {
    // Its lock becomes free when it goes.
    if (tab !== me) locks.request(prefix + tab, ignore).then(tellSoon, ignore);
  }

  function tellSoon(): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(gone, RELOAD_MS);
  }

  async function living(): Promise<Set<string>> {
    const { held = [] } = await locks.query();
    const names = held.map((lock) => lock.name ?? '').filter((lock) => lock.startsWith(prefix));
    return new Set(names.map((lock) => lock.slice(prefix.length)));
  }

  return { id: join(), living };
}

function ignore(): void {}
