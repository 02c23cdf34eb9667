/** Work that must not overlap: what has the same key runs one after the other, as it came. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs the work once what was there before has ended, well or not. */
  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const done = (this.last.get(key) ?? Promise.resolve()).then(work, work);
    this.last.set(key, done);
    const forget = () => {
      if (this.last.get(key) === done) this.last.delete(key);
    };
    done.then(forget, forget);
    return done;
  }
}
