import { flushSync } from 'react-dom';
import { afterPaint } from '../../store/after-paint.ts';
import { RowHeights } from './row-heights.ts';
import { MOST_ROWS, nextSpan, type RowSpan } from './row-span.ts';

/** Rendered on either side of the view, px. */
const BUFFER = 800;
/** How long one has to stay before there are rows in reserve, ms: whoever flicks through rooms is gone by then. */
const STAY_MS = 200;
/** Rows of the first render: about a view. What a higher one lacks is added before it is painted, the rest after. */
const FIRST_ROWS = 14;
/** Rows on either side of one that is scrolled to. */
const AROUND = 14;
/** How far the space above the rendered rows may be from what it should be before scrolling makes up for it, px. */
const DRIFT = 1_000;

export type Align = 'start' | 'center' | 'nearest';

/** What a list tells. */
export interface RowListEvents {
  /** The rows rendered should be others. */
  render(): void;
  /** The reader, or this list, has scrolled. @param atEnd px to the end of the last row */
  scrolled(offset: number, toEnd: number): void;
  /** How much lies before and after the view, px: rendered or not. */
  surrounded(before: number, after: number): void;
}

interface Aim {
  id: string;
  align: Align;
  /** What stays free above it, px. */
  gap: number;
}

/** What the last commit left. */
interface Settled {
  ids: readonly string[];
  span: RowSpan;
  following: boolean;
  /** Bottoms of the rendered rows, from the top of the first one: a row loses the day and the name above it when older ones come. */
  bottoms: ReadonlyMap<string, number>;
  /** Of all rendered rows. */
  height: number;
  /** Top of the first rendered row, from that of the view, while it was scrolled to `offset`. */
  top: number;
  offset: number;
}

/**
 * A long list of which only the rows around the view are rendered. Those lie in the normal flow, with padding above and
 * below in place of the others.
 *
 * A row that was in view stays where it was, whatever comes, goes or grows above it. What the rows above turned out to
 * be higher or lower than guessed is taken from the padding, for writing the scroll position would stop a scroll that
 * is under way. That is left to the moments when pages come and go, and to the first row.
 */
export class RowList {
  readonly #events: RowListEvents;
  readonly #heights = new RowHeights();
  #view: HTMLElement | undefined;
  #content: HTMLElement | undefined;
  /** Ids of the first and the last row to render. */
  #first: string | undefined;
  #last: string | undefined;
  #aim: Aim | undefined;
  #settled: Settled | undefined;
  /** One stays, or has scrolled: from now on there are rows in reserve. */
  #warm = false;
  #stopWarmUp: (() => void) | undefined;
  #size = { width: 0, height: 0 };

  constructor(events: RowListEvents) {
    this.#events = events;
  }

  /** Begins to watch. @param content what the rows are children of. @returns what ends it */
  attach(view: HTMLElement, content: HTMLElement): () => void {
    this.#view = view;
    this.#content = content;
    const onScroll = () => this.#onScroll();
    const sizes = new ResizeObserver(() => this.#onResize());
    view.addEventListener('scroll', onScroll, { passive: true });
    sizes.observe(view);
    sizes.observe(content);
    return () => {
      this.#stopWarmUp?.();
      this.#stopWarmUp = undefined;
      sizes.disconnect();
      view.removeEventListener('scroll', onScroll);
      this.#view = this.#content = undefined;
    };
  }

  /** The rows to render. @param following the end is in view, and shall stay there */
  span(ids: readonly string[], following: boolean): RowSpan {
    const count = ids.length;
    const first = this.#first === undefined ? -1 : ids.indexOf(this.#first);
    if (following && !this.#aim) {
      const from = first >= 0 && count - first <= MOST_ROWS ? first : Math.max(0, count - FIRST_ROWS);
      return { from, to: count };
    }
    const last = this.#last === undefined ? -1 : ids.lastIndexOf(this.#last);
    if (first < 0 && last < 0) return { from: Math.max(0, count - FIRST_ROWS), to: count };
    const from = first < 0 ? Math.max(0, last + 1 - FIRST_ROWS) : first;
    const to = last < from ? Math.min(count, from + FIRST_ROWS) : last + 1;
    return { from, to: Math.min(to, from + MOST_ROWS) };
  }

  /** After every commit: measures the rows, and sees to it that what was in view stays there. */
  settle(ids: readonly string[], span: RowSpan, following: boolean): void {
    const view = this.#view;
    const content = this.#content;
    if (!view || !content) return;
    const items = [...content.querySelectorAll<HTMLElement>(':scope > li:not([data-kept])')];
    const rects = items.map((item) => item.getBoundingClientRect());
    const start = rects[0]?.top ?? 0;
    const height = (rects.at(-1)?.bottom ?? start) - start;
    const bottoms = new Map<string, number>();
    for (const [i, rect] of rects.entries()) {
      const id = ids[span.from + i] ?? '';
      this.#heights.set(id, rect.height);
      bottoms.set(id, rect.bottom - start);
    }
    this.#first = ids[span.from];
    this.#last = ids[span.to - 1];
    const listTop = content.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop;
    const isAimed = this.#aim !== undefined;
    const before = view.scrollTop;
    const place = this.#place({ ids, span, following, bottoms, listTop, height });
    const padding = `${place.above}px 0 ${this.#heights.total(ids, span.to, ids.length)}px`;
    if (content.style.padding !== padding) content.style.padding = padding;
    if (place.offset !== before) view.scrollTop = place.offset;
    const offset = view.scrollTop;
    const top = content.getBoundingClientRect().top - view.getBoundingClientRect().top + place.above;
    this.#settled = { ids, span, following, bottoms, height, top, offset };
    // Where all rows fit into the view, or it is there already, nothing scrolls that would tell.
    if (isAimed && offset === before) this.#events.scrolled(offset, this.#toEnd(view));
    if (ids.length > 0 && !this.#warm) this.#stopWarmUp ??= afterPaint(() => this.#warmUp(), STAY_MS);
    this.#plan();
  }

  /** Brings a row into view, rendered or not. It must be among the ids of the next commit. */
  scrollTo(id: string, align: Align, gap = 0): void {
    this.#aim = { id, align, gap };
    const settled = this.#settled;
    const ids = settled?.ids ?? [];
    const index = ids.indexOf(id);
    if (settled && index >= settled.span.from && index < settled.span.to) {
      this.settle(ids, settled.span, settled.following);
      return;
    }
    if (index >= 0) {
      this.#first = ids[Math.max(0, index - AROUND)];
      this.#last = ids[Math.min(ids.length - 1, index + AROUND)];
    } else this.#first = this.#last = id;
    this.#events.render();
  }

  /** px from the list's start at which a row that is not rendered would be. */
  topOf(ids: readonly string[], index: number): number {
    return this.#heights.total(ids, 0, index);
  }

  #place(now: Omit<Settled, 'top' | 'offset'> & { listTop: number }): { above: number; offset: number } {
    const { ids, span, following, listTop } = now;
    const view = this.#view;
    const offset = view?.scrollTop ?? 0;
    const ideal = this.#heights.total(ids, 0, span.from);
    const aim = this.#aim;
    this.#aim = undefined;
    if (aim && view) {
      const at = now.bottoms.get(aim.id);
      if (at !== undefined)
        return {
          above: ideal,
          offset: this.#aimed(view, aim, listTop + ideal + at - this.#heights.of(aim.id), offset),
        };
    }
    if (following) return { above: ideal, offset: Number.MAX_SAFE_INTEGER };
    const anchor = this.#anchor(now.bottoms);
    if (!anchor) return { above: ideal, offset };
    const before = this.#settled ? this.#settled.offset : offset;
    // Where the anchor was, were it not for what has been scrolled since.
    const above = anchor.top - (offset - before) + offset - listTop - anchor.inner;
    if (span.from > 0 && above >= 0 && Math.abs(above - ideal) <= DRIFT + ideal / 2) return { above, offset };
    // At the first row nothing may be left above it; but where the view is closer to the start than that, it would move.
    if (span.from === 0 && above > offset) return { above, offset };
    return { above: ideal, offset: offset + ideal - above };
  }

  #aimed(view: HTMLElement, { id, align, gap }: Aim, top: number, offset: number): number {
    const height = this.#heights.of(id);
    const free = view.clientHeight - height;
    if (align === 'center') return top - Math.max(0, free / 2);
    if (align === 'start') return top - gap;
    if (top < offset) return top;
    return top > offset + free ? top - free : offset;
  }

  /** The first row that ends in the view, or else the last above it, with its bottom then and its place among the rows now. */
  #anchor(bottoms: ReadonlyMap<string, number>): { top: number; inner: number } | undefined {
    const settled = this.#settled;
    let anchor: { top: number; inner: number } | undefined;
    if (!settled) return anchor;
    for (const [id, inner] of bottoms) {
      const before = settled.bottoms.get(id);
      if (before === undefined) continue;
      anchor = { top: settled.top + before, inner };
      if (anchor.top >= 0) break;
    }
    return anchor;
  }

  #onScroll(): void {
    const view = this.#view;
    const content = this.#content;
    const settled = this.#settled;
    if (!view || !content || !settled) return;
    const offset = view.scrollTop;
    if (offset < settled.offset) this.#warm = true;
    this.#settled = { ...settled, top: settled.top - (offset - settled.offset), offset };
    // In the same frame, or one would see where nothing is rendered yet.
    flushSync(() => {
      this.#events.scrolled(offset, this.#toEnd(view));
      this.#plan();
    });
  }

  /** Something grew or shrank outside of a commit: a picture has come, a code block was coloured, the window changed. */
  #onResize(): void {
    const view = this.#view;
    const content = this.#content;
    if (!view || !content || !this.#settled) return;
    const { ids, span, following, height } = this.#settled;
    const items = content.querySelectorAll(':scope > li:not([data-kept])');
    const start = items[0]?.getBoundingClientRect().top ?? 0;
    const now = (items[items.length - 1]?.getBoundingClientRect().bottom ?? start) - start;
    const { clientWidth, clientHeight } = view;
    if (now === height && clientWidth === this.#size.width && clientHeight === this.#size.height) return;
    if (clientWidth !== this.#size.width) this.#heights.clear();
    this.#size = { width: clientWidth, height: clientHeight };
    flushSync(() => this.settle(ids, span, following));
  }

  #warmUp(): void {
    this.#warm = true;
    this.#plan();
  }

  /** Decides which rows the next commit renders. */
  #plan(): void {
    const view = this.#view;
    // Without rows there is nothing to be near to: they may be on their way.
    if (!view || !this.#settled || this.#settled.ids.length === 0) return;
    const { ids, span, top, height } = this.#settled;
    const around = { above: -top, below: top + height - view.clientHeight };
    const isAway = around.above < -view.clientHeight || around.below < -view.clientHeight;
    const next = isAway
      ? this.#spanAt(view.clientHeight)
      : nextSpan(span, {
          ...around,
          count: ids.length,
          buffer: this.#warm ? BUFFER : 0,
          heightOf: (index) => this.#heights.of(ids[index] ?? ''),
        });
    if (next !== span) {
      this.#first = ids[next.from];
      this.#last = ids[next.to - 1];
      this.#events.render();
      return;
    }
    const before = around.above + this.#heights.total(ids, 0, span.from);
    const after = around.below + this.#heights.total(ids, span.to, ids.length);
    this.#events.surrounded(before, after);
  }

  /** The view was thrown far outside of what is rendered: the rows that should be there. */
  #spanAt(viewHeight: number): RowSpan {
    const { ids, span, top } = this.#settled ?? { ids: [], span: { from: 0, to: 0 }, top: 0 };
    let from = span.from;
    let at = top;
    while (from > 0 && at > 0) at -= this.#heights.of(ids[--from] ?? '');
    while (from < ids.length - 1 && at < -viewHeight) at += this.#heights.of(ids[from++] ?? '');
    const to = Math.min(ids.length, from + 2 * AROUND);
    return to === span.to && from === span.from ? span : { from, to };
  }

  #toEnd(view: HTMLElement): number {
    return view.scrollHeight - view.scrollTop - view.clientHeight;
  }
}
