/** What a row is taken for until any has been measured, px. */
const GUESS = 44;
/** Beyond so many heights all are forgotten: they are only a help. */
const MOST = 20_000;

/** The heights of rows by id: measured ones, and a guess for the others. */
export class RowHeights {
  readonly #known = new Map<string, number>();
  #sum = 0;

  /** px */
  of(id: string): number {
    return this.#known.get(id) ?? (this.#known.size > 0 ? this.#sum / this.#known.size : GUESS);
  }

  set(id: string, height: number): void {
    if (this.#known.size >= MOST) this.clear();
    this.#sum += height - (this.#known.get(id) ?? 0);
    this.#known.set(id, height);
  }

  /** Of the rows from `from` up to, not including, `to`. */
  total(ids: readonly string[], from: number, to: number): number {
    let total = 0;
    for (let i = from; i < to; i += 1) total += this.of(ids[i] ?? '');
    return total;
  }

  /** The width has changed: none is true any more. */
  clear(): void {
    this.#known.clear();
    this.#sum = 0;
  }
}
