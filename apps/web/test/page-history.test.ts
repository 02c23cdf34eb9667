import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type HistoryPage, PageHistory } from '../src/ui/page-history.ts';

/** A browser's history: it goes back in its own time. */
class Browser implements HistoryPage {
  readonly steps: { path: string; state: unknown }[] = [{ path: '/r/general', state: null }];
  at = 0;
  readonly #listeners: (() => void)[] = [];
  readonly #travels: number[] = [];

  get history(): HistoryPage['history'] {
    return {
      state: this.steps[this.at]?.state,
      pushState: (state, _, path) => {
        this.steps.splice(this.at + 1, this.steps.length, { path: String(path ?? this.path), state });
        this.at += 1;
      },
      replaceState: (state, _, path) => {
        this.steps[this.at] = { path: String(path ?? this.path), state };
      },
      go: (steps = 0) => void this.#travels.push(steps),
    };
  }

  get location(): HistoryPage['location'] {
    return { pathname: this.path };
  }

  addEventListener(_: 'popstate', listener: () => void): void {
    this.#listeners.push(listener);
  }

  get path(): string {
    return this.steps[this.at]?.path ?? '';
  }

  /** The person presses Back, or the page asked for it. */
  travel(steps: number): void {
    this.at += steps;
    for (const listener of this.#listeners) listener();
  }

  /** Lets the browser do what the page asked for. */
  async rest(): Promise<void> {
    await Promise.resolve();
    for (let steps = this.#travels.shift(); steps !== undefined; steps = this.#travels.shift()) {
      this.travel(steps);
      await Promise.resolve();
    }
  }
}

describe('the steps that Back takes', () => {
  let browser: Browser;
  let pages: PageHistory;
  beforeEach(() => {
    browser = new Browser();
    pages = new PageHistory(browser);
  });

  function open(step = true) {
    const close = vi.fn(() => takeAway());
    const takeAway = pages.lay({ close, step });
    return { close, takeAway };
  }

  it('close what lies over the page, one thing after the other, before they leave it', async () => {
    const sheet = open();
    const picture = open();
    await browser.rest();
    browser.travel(-1);
    expect([sheet.close.mock.calls.length, picture.close.mock.calls.length]).toEqual([0, 1]);
    browser.travel(-1);
    expect(sheet.close).toHaveBeenCalledOnce();
    expect([browser.path, browser.at]).toEqual(['/r/general', 0]);
  });

  it('do not remain of what was closed by hand', async () => {
    const { close, takeAway } = open();
    await browser.rest();
    expect(browser.at).toBe(1);
    takeAway();
    await browser.rest();
    expect(browser.at).toBe(0);
    expect(close).not.toHaveBeenCalled();
  });

  it('stay as they are where one thing takes the place of another', async () => {
    const first = open();
    await browser.rest();
    first.takeAway();
    const second = open();
    await browser.rest();
    expect(browser.at).toBe(1);
    browser.travel(-1);
    expect(second.close).toHaveBeenCalledOnce();
  });

  it('keep what opens while the browser is still on its way back from another', async () => {
    const first = open();
    await browser.rest();
    first.takeAway();
    await Promise.resolve();
    const second = open();
    await browser.rest();
    expect(second.close).not.toHaveBeenCalled();
    expect([browser.at, browser.steps.length]).toEqual([1, 2]);
  });

  it('lead from the path that a dialog led to back to where the dialog was, closed', async () => {
    const { close } = open();
    await browser.rest();
    pages.navigate('/r/engine');
    await browser.rest();
    expect(close).toHaveBeenCalledOnce();
    browser.travel(-1);
    await browser.rest();
    expect([browser.path, browser.at]).toEqual(['/r/general', 0]);
  });

  it('pass by what lay over the page before a reload', async () => {
    open();
    await browser.rest();
    new PageHistory(browser);
    await browser.rest();
    expect(browser.at).toBe(0);
  });

  it('are none on a desktop for what lies over the page; leaving closes it', async () => {
    pages.navigate('/r/engine');
    const { close } = open(false);
    await browser.rest();
    expect(browser.steps).toHaveLength(2);
    browser.travel(-1);
    expect(close).toHaveBeenCalledOnce();
  });

  it('are not doubled by the way up: it takes the step below where that is the one', async () => {
    pages.navigate('/r/general/t/1');
    pages.stepUp('/r/general');
    await browser.rest();
    expect([browser.path, browser.at]).toEqual(['/r/general', 0]);
    pages.navigate('/r/engine/t/2');
    pages.stepUp('/r/engine');
    await browser.rest();
    expect([browser.path, browser.at]).toEqual(['/r/engine', 1]);
  });

  it('are replaced at the path itself, not at what lies over it', async () => {
    open();
    await browser.rest();
    pages.navigate('/threads', { replace: true });
    await browser.rest();
    expect(browser.steps[0]?.path).toBe('/threads');
  });

  it('tell of a new path', async () => {
    const told = vi.fn();
    pages.subscribe(told);
    pages.navigate('/r/engine');
    expect(told).toHaveBeenCalledTimes(1);
    browser.travel(-1);
    expect(told).toHaveBeenCalledTimes(2);
  });
});
