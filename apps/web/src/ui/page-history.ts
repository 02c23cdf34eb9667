/** What is kept with a step of the browser's history. */
interface Step {
  /** The list of rooms was asked for, where home would otherwise lead on to a room. */
  list?: boolean;
  /** The path of the step below. */
  below?: string | undefined;
  /** How many things lie over the page: each is a step of its own on the same path. */
  over?: number;
}

/** Something that lies over the page: a dialog, a sheet, a pane of a phone. */
interface Layer {
  close: () => void;
  /** Whether it is a step of the history, so that Back closes it and nothing else. */
  step: boolean;
}

/** The part of `window` that is used here. */
export interface HistoryPage {
  history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'go'>;
  location: Pick<Location, 'pathname'>;
  addEventListener: (type: 'popstate', listener: () => void) => void;
}

/**
 * The steps that Back takes: paths, and what lies over them. All of them are made here, for the browser goes back in its
 * own time, and what is pushed meanwhile would be lost.
 */
export class PageHistory {
  readonly #page: HistoryPage;
  readonly #layers: Layer[] = [];
  readonly #listeners = new Set<() => void>();
  /** What is to be done when the page stands still again. */
  readonly #waiting: (() => void)[] = [];
  /** On the way to an earlier step, as asked for here. */
  #travelling = false;

  constructor(page: HistoryPage) {
    this.#page = page;
    page.addEventListener('popstate', () => this.#arrive());
    // After a reload nothing lies over the page any more.
    this.#settle();
  }

  /** Whether the list of rooms was asked for. */
  get wantsList(): boolean {
    return this.#step.list === true;
  }

  /** Calls back whenever the path may be another. @returns ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes to a path; `replace` leaves no step to go back to. Otherwise what lies over the page is closed. */
  navigate(path: string, { replace = false, list = false } = {}): void {
    if (replace) {
      this.#atBase(() => this.#write('replaceState', path, { list, below: this.#step.below }));
      return;
    }
    this.#whenStill(() => {
      this.#close(this.#layers.splice(0));
      if (path === this.#page.location.pathname) return this.#settleSoon();
      const isOver = (this.#step.over ?? 0) > 0;
      this.#write(isOver ? 'replaceState' : 'pushState', path, { list, below: this.#page.location.pathname });
    });
  }

  /** Goes back to a path where that is the step below, else there in place of this step. */
  stepUp(path: string, { list = false } = {}): void {
    this.#atBase(() => {
      if (this.#step.below === path) this.#travel(-1);
      else this.#write('replaceState', path, { list, below: this.#step.below });
    });
  }

  /** Puts something over the page. @returns takes it away, however it was closed */
  lay(layer: Layer): () => void {
    this.#layers.push(layer);
    this.#settleSoon();
    return () => {
      const at = this.#layers.indexOf(layer);
      if (at < 0) return;
      this.#layers.splice(at, 1);
      this.#settleSoon();
    };
  }

  get #step(): Step {
    return (this.#page.history.state as Step | null) ?? {};
  }

  #write(how: 'pushState' | 'replaceState', path: string, step: Step): void {
    this.#page.history[how](step, '', path);
    this.#settleSoon();
    for (const listener of this.#listeners) listener();
  }

  #whenStill(run: () => void): void {
    if (this.#travelling) this.#waiting.push(() => this.#whenStill(run));
    else run();
  }

  /** Runs where nothing lies over the step: it is the path's own. */
  #atBase(run: () => void): void {
    this.#whenStill(() => {
      const { over = 0 } = this.#step;
      if (over === 0) return run();
      this.#waiting.push(run);
      this.#travel(-over);
    });
  }

  #travel(steps: number): void {
    this.#travelling = true;
    this.#page.history.go(steps);
  }

  #arrive(): void {
    const wasAsked = this.#travelling;
    this.#travelling = false;
    if (!wasAsked) this.#close(this.#takeBeyond(this.#step.over ?? 0));
    for (const run of this.#waiting.splice(0)) run();
    this.#settle();
    for (const listener of this.#listeners) listener();
  }

  /** Takes the layers away that have no step at or below this one. */
  #takeBeyond(steps: number): Layer[] {
    let kept = 0;
    while (kept < steps && this.#layers[kept]?.step) kept += 1;
    return this.#layers.splice(kept);
  }

  #close(layers: Layer[]): void {
    for (const layer of layers.reverse()) layer.close();
  }

  /** One thing often goes as the next comes: then there is nothing to do. */
  #settleSoon(): void {
    queueMicrotask(() => this.#settle());
  }

  /** Brings the steps in line with what lies over the page. */
  #settle(): void {
    if (this.#travelling) return;
    const { over = 0, ...step } = this.#step;
    const wanted = this.#layers.filter((layer) => layer.step).length;
    if (over > wanted) this.#travel(wanted - over);
    for (let next = over + 1; next <= wanted; next += 1) this.#page.history.pushState({ ...step, over: next }, '');
  }
}
