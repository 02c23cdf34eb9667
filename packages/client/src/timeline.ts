import type { Message } from '@confab/protocol';
import type { OutboxEntry, Row, Timeline } from './types.ts';

/** What `join` sends to get everything since. */
export interface Cursor {
  readonly since: number;
  /** The message that had that `rev`; unknown where the newest page did not hold it. */
  readonly sinceId?: string;
  readonly life: string;
}

/** A timeline with what it takes to go on from it. */
export interface TimelineState extends Timeline {
  /** `rows` up to here are sent; behind them are the pending and failed ones. */
  readonly sent: number;
  /** Undefined before the first join, and where what is held cannot be continued. */
  readonly cursor: Cursor | undefined;
  /** Acknowledged messages of this client whose push has not come yet, by id: `rev` ahead of the cursor. */
  readonly acked: ReadonlyMap<string, Message>;
}

export type TimelineEvent =
  /** The reply to a join; `resumed` says whether it was sent with the cursor. */
  | {
      type: 'joined';
      messages: readonly Message[];
      rev: number;
      seq: number;
      complete: boolean;
      resumed: boolean;
      life: string;
    }
  /** Pushed changes, in the order they came. Applied up to the first hole in `rev`; the caller sees it in `rev`. */
  | { type: 'changes'; messages: readonly Message[] }
  /** A page of history that ends right before the first row. */
  | { type: 'older'; messages: readonly Message[] }
  /** Written here, not acknowledged; or, with a `failure`, refused for good. Replaces the entry's row. */
  | { type: 'queued'; entry: OutboxEntry }
  /** The server stored an entry as `message`. */
  | { type: 'acked'; message: Message; live: boolean }
  | { type: 'discarded'; id: string };

export const EMPTY_TIMELINE: TimelineState = {
  rows: [],
  sent: 0,
  hasOlder: false,
  rev: 0,
  head: 0,
  cursor: undefined,
  acked: new Map(),
};

/**
 * The timeline after `event`; the same object where nothing changed.
 *
 * `seq` has no holes, so the row of a message is found by counting from the first row: no index to keep, and a batch
 * costs one copy of the row list whatever its size.
 */
export function reduceTimeline(state: TimelineState, event: TimelineEvent): TimelineState {
  switch (event.type) {
    case 'joined':
      return event.complete && event.resumed ? resume(state, event) : reset(state, event);
    case 'changes':
      return applyChanges(state, event.messages);
    case 'older':
      return prepend(state, event.messages);
    case 'queued':
      return putLocal(state, event.entry);
    case 'acked':
      return acknowledge(state, event.message, event.live);
    case 'discarded':
      return dropLocal(state, event.id);
  }
}

/** `seq` of the first sent row; of the next message where there is none. */
export function firstSeq(state: TimelineState): number {
  return state.head - state.sent + 1;
}

type Joined = TimelineEvent & { type: 'joined' };

/** Drops what was held: only what is not acknowledged is worth keeping. */
function reset(state: TimelineState, joined: Joined): TimelineState {
  const page = lastRun([...joined.messages].sort(bySeq));
  const ids = new Set(page.map((message) => message.id));
  // An acknowledged row is in the page, or comes with a push, or is older than the page, or is lost with a former life.
  const local = localRows(state).filter((row) => !ids.has(row.id) && !state.acked.has(row.id));
  const first = page[0];
  return {
    rows: [...page.map(sentRow), ...local],
    sent: page.length,
    hasOlder: first ? first.seq > 1 : joined.seq > 0,
    rev: joined.rev,
    head: page.at(-1)?.seq ?? joined.seq,
    cursor: cursorAt(joined.rev, page.find((message) => message.rev === joined.rev)?.id, joined.life),
    acked: new Map(),
  };
}

/** Upserts what changed while away. */
function resume(state: TimelineState, joined: Joined): TimelineState {
  const draft = new Draft(state);
  const changed = [...joined.messages].sort(bySeq);
  for (const message of changed) draft.upsert(message);
  // Rows must stay without holes. A server that skipped one cannot be followed: without a cursor the next join is fresh.
  if (draft.head < joined.seq || changed.some((message) => message.seq > draft.head))
    return { ...state, cursor: undefined };
  const last = joined.messages.find((message) => message.rev === joined.rev)?.id;
  return draft.finish(Math.max(state.rev, joined.rev), last ?? state.cursor?.sinceId, joined.life);
}

function applyChanges(state: TimelineState, changes: readonly Message[]): TimelineState {
  const draft = new Draft(state);
  let { rev } = state;
  let last = state.cursor?.sinceId;
  for (const message of changes) {
    if (message.rev <= rev) continue;
    if (message.rev > rev + 1 || message.seq > draft.head + 1) break;
    draft.upsert(message);
    rev = message.rev;
    last = message.id;
  }
  return rev === state.rev || !state.cursor ? state : draft.finish(rev, last, state.cursor.life);
}

function prepend(state: TimelineState, messages: readonly Message[]): TimelineState {
  const first = firstSeq(state);
  const page = lastRun(messages.filter((message) => message.seq < first).sort(bySeq));
  const oldest = page[0];
  if (!oldest) return messages.length === 0 && state.hasOlder ? { ...state, hasOlder: false } : state;
  if (page.at(-1)?.seq !== first - 1) return state;
  const ids = new Set(page.map((message) => message.id));
  return {
    ...state,
    rows: [
      ...page.map(sentRow),
      ...state.rows.slice(0, state.sent),
      ...localRows(state).filter((row) => !ids.has(row.id)),
    ],
    sent: state.sent + page.length,
    hasOlder: oldest.seq > 1,
  };
}

function putLocal(state: TimelineState, entry: OutboxEntry): TimelineState {
  // Its message may have come before its ack.
  if (state.rows.some((row) => row.status === 'sent' && row.id === entry.id)) return state;
  const row: Row = entry.failure
    ? { status: 'failed', id: entry.id, entry, failure: entry.failure }
    : { status: 'pending', id: entry.id, entry };
  return withLocal(state, (local) => {
    const rest = local.filter((other) => other.id !== entry.id);
    const at = rest.findLastIndex((other) => other.status !== 'sent' && other.entry.at <= entry.at);
    return rest.toSpliced(at + 1, 0, row);
  });
}

/**
 * The ack may come before the message's own push. The next message in line becomes a sent row at once; the cursor
 * stays, because only pushes and joins prove that nothing before it is missing. Others wait for their turn.
 */
function acknowledge(state: TimelineState, message: Message, live: boolean): TimelineState {
  if (live && message.rev <= state.rev) return dropLocal(state, message.id);
  const acked = new Map(state.acked).set(message.id, message);
  return live ? placeAcked({ ...state, acked }) : { ...state, acked };
}

function placeAcked(state: TimelineState): TimelineState {
  const draft = new Draft(state);
  for (const message of [...state.acked.values()].sort(bySeq)) {
    if (message.seq === draft.head + 1) draft.upsert(message);
  }
  return draft.head === state.head ? state : draft.finish(state.rev, state.cursor?.sinceId, state.cursor?.life);
}

function dropLocal(state: TimelineState, id: string): TimelineState {
  return localRows(state).some((row) => row.id === id)
    ? withLocal(state, (local) => local.filter((row) => row.id !== id))
    : state;
}

function withLocal(state: TimelineState, change: (local: readonly Row[]) => readonly Row[]): TimelineState {
  return { ...state, rows: state.rows.slice(0, state.sent).concat(change(localRows(state))) };
}

function localRows(state: TimelineState): readonly Row[] {
  return state.rows.slice(state.sent);
}

/** A timeline being changed; copies the rows when the first of them changes. */
class Draft {
  readonly #state: TimelineState;
  readonly #first: number;
  readonly #done = new Set<string>();
  #sent: Row[] | undefined;
  head: number;

  constructor(state: TimelineState) {
    this.#state = state;
    this.#first = firstSeq(state);
    this.head = state.head;
  }

  /** Puts a message in its place. One older than the window has none; one beyond the next is left out. */
  upsert(message: Message): void {
    const at = message.seq - this.#first;
    if (at < 0 || message.seq > this.head + 1) return;
    const known = this.#sent ? this.#sent[at] : at < this.#state.sent ? this.#state.rows[at] : undefined;
    if (known?.status === 'sent' && !this.#replaces(known.message, message)) return;
    this.#sent ??= this.#state.rows.slice(0, this.#state.sent);
    this.#sent[at] = sentRow(message);
    this.#done.add(message.id);
    if (message.seq > this.head) this.head = message.seq;
  }

  /** The timeline as of `rev`, which the message `last` had. */
  finish(rev: number, last: string | undefined, life: string | undefined): TimelineState {
    const state = this.#state;
    const acked = state.acked.size === 0 ? state.acked : new Map([...state.acked].filter(([, m]) => m.rev > rev));
    const next = {
      ...state,
      rev,
      head: this.head,
      acked,
      cursor: life === undefined ? undefined : cursorAt(rev, last, life),
    };
    const local = localRows(state);
    // Acknowledged rows up to `rev` have their place among the sent ones by now, or are older than the window.
    const rest = local.filter((row) => !this.#done.has(row.id) && (!state.acked.has(row.id) || acked.has(row.id)));
    if (!this.#sent && rest.length === local.length) return next;
    const sent = this.#sent ?? state.rows.slice(0, state.sent);
    const done = { ...next, sent: sent.length, rows: rest.length === 0 ? sent : [...sent, ...rest] };
    return [...acked.values()].some((message) => message.seq === this.head + 1) ? placeAcked(done) : done;
  }

  /** A row made from an ack is what we expect the server to say: its push has the same `rev` and the last word. */
  #replaces(known: Message, message: Message): boolean {
    return message.rev > known.rev || (message.rev === known.rev && this.#state.acked.get(known.id) === known);
  }
}

/** The last messages that follow each other without a hole, of messages sorted by `seq`. */
function lastRun(messages: readonly Message[]): readonly Message[] {
  let from = messages.length - 1;
  while (from > 0 && messages[from - 1]?.seq === (messages[from]?.seq ?? 0) - 1) from -= 1;
  return messages.slice(Math.max(0, from));
}

function cursorAt(since: number, sinceId: string | undefined, life: string): Cursor {
  return sinceId === undefined ? { since, life } : { since, sinceId, life };
}

function sentRow(message: Message): Row {
  return { status: 'sent', id: message.id, message };
}

function bySeq(a: Message, b: Message): number {
  return a.seq - b.seq;
}
