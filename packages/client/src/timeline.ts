import type { Message, User } from '@confab/protocol';
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
  | { type: 'discarded'; id: string }
  /** Somebody is called or looks otherwise now. */
  | { type: 'renamed'; user: User };

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
      return join(state, event);
    case 'changes':
      return applyChanges(state, event.messages);
    case 'older':
      return prepend(state, event.messages);
    case 'queued':
      return putLocal(state, event.entry);
    case 'acked':
      return acknowledge(state, event.message, event.live);
    case 'discarded':
      return withLocal(
        state,
        localRows(state).filter((row) => row.id !== event.id),
      );
    case 'renamed':
      return rename(state, event.user);
  }
}

/** `seq` of the first sent row; of the next message where there is none. */
export function firstSeq(state: TimelineState): number {
  return state.head - state.sent + 1;
}

type Joined = TimelineEvent & { type: 'joined' };

/** Takes in what changed while away, or starts over with a page. */
function join(state: TimelineState, joined: Joined): TimelineState {
  const { messages, rev, seq, life } = joined;
  const resumes = joined.complete && joined.resumed;
  const last = messages.find((message) => message.rev === rev)?.id ?? (resumes ? state.cursor?.sinceId : undefined);
  const from = resumes ? state : emptied(state, messages[0]?.seq ?? seq + 1);
  const next = merge(from, [...messages].sort(bySeq), rev, cursorAt(rev, last, life));
  // Rows have no holes. A server that skips one cannot be followed: without a cursor the next join is fresh.
  return resumes && next.head < seq ? { ...state, cursor: undefined } : next;
}

/**
 * Only what is not acknowledged is worth keeping. The rest is in the page, or comes with a push, or is older than the
 * page, or is lost with a former life of the database.
 */
function emptied(state: TimelineState, first: number): TimelineState {
  const rows = localRows(state).filter((row) => !state.acked.has(row.id));
  return { ...state, rows, sent: 0, head: first - 1, hasOlder: first > 1, acked: new Map() };
}

function applyChanges(state: TimelineState, changes: readonly Message[]): TimelineState {
  const { cursor } = state;
  const next: Message[] = [];
  let { rev, head } = state;
  for (const message of changes) {
    if (message.rev !== rev + 1 || message.seq > head + 1) continue;
    next.push(message);
    rev = message.rev;
    head = Math.max(head, message.seq);
  }
  const last = next.at(-1);
  return cursor && last ? merge(state, next, rev, cursorAt(rev, last.id, cursor.life)) : state;
}

/**
 * The ack may come before the message's own push. The next message in line becomes a sent row at once; the cursor
 * stays, because only pushes and joins prove that nothing before it is missing. Others wait for their turn.
 */
function acknowledge(state: TimelineState, message: Message, live: boolean): TimelineState {
  const acked = { ...state, acked: new Map(state.acked).set(message.id, message) };
  if (!live) return acked;
  const next = merge(acked, [], state.rev, state.cursor);
  return next.rows === state.rows && next.acked.size === state.acked.size ? state : next;
}

/**
 * Puts messages (new ones by ascending `seq`) and the acknowledged ones whose turn it is in their places.
 * @param rev the timeline's from now on
 */
function merge(
  state: TimelineState,
  messages: readonly Message[],
  rev: number,
  cursor: Cursor | undefined,
): TimelineState {
  const first = firstSeq(state);
  const sent = state.rows.slice(0, state.sent);
  const placed = new Set<string>();
  const put = (message: Message) => {
    const at = message.seq - first;
    // Older than the window, or behind a hole.
    if (at < 0 || at > sent.length) return;
    const known = sent[at];
    if (known?.status === 'sent' && !replaces(message, known.message, state.acked)) return;
    sent[at] = sentRow(message);
    placed.add(message.id);
  };
  messages.forEach(put);
  const acked = new Map([...state.acked].filter(([, message]) => message.rev > rev));
  for (const message of [...acked.values()].sort(bySeq)) if (message.seq === first + sent.length) put(message);
  // Acknowledged rows up to `rev` have their place among the sent ones by now, or are older than the window.
  const before = localRows(state);
  const local = before.filter(({ id }) => !placed.has(id) && (!state.acked.has(id) || acked.has(id)));
  const rows = placed.size === 0 && local.length === before.length ? state.rows : sent.concat(local);
  return { ...state, rows, sent: sent.length, head: first + sent.length - 1, rev, cursor, acked };
}

/** A row made from an ack is what we expect the server to say: its push has the same `rev` and the last word. */
function replaces(message: Message, known: Message, acked: TimelineState['acked']): boolean {
  return message.rev > known.rev || (message.rev === known.rev && acked.get(known.id) === known);
}

function prepend(state: TimelineState, messages: readonly Message[]): TimelineState {
  const first = firstSeq(state);
  const page = messages.filter((message) => message.seq < first);
  const ids = new Set(page.map((message) => message.id));
  // A page that does not end right before the first row would leave a hole.
  if (page.at(-1)?.seq !== (page.length > 0 ? first - 1 : undefined)) return state;
  const rows = state.rows.filter((row) => !ids.has(row.id));
  return {
    ...state,
    rows: [...page.map(sentRow), ...rows],
    sent: state.sent + page.length,
    hasOlder: (page[0]?.seq ?? 1) > 1,
  };
}

function putLocal(state: TimelineState, entry: OutboxEntry): TimelineState {
  const { id, failure } = entry;
  // Its message may have come before its ack.
  if (state.rows.some((row) => row.status === 'sent' && row.id === id)) return state;
  const rest = localRows(state).filter((row) => row.id !== id);
  const at = rest.findLastIndex((row) => row.status !== 'sent' && row.entry.at <= entry.at);
  return withLocal(
    state,
    rest.toSpliced(at + 1, 0, failure ? { status: 'failed', id, entry, failure } : { status: 'pending', id, entry }),
  );
}

function rename(state: TimelineState, author: User): TimelineState {
  const isTheirs = (row: Row) => row.status === 'sent' && row.message.author.id === author.id;
  if (!state.rows.some(isTheirs)) return state;
  const rows = state.rows.map((row) =>
    row.status === 'sent' && isTheirs(row) ? sentRow({ ...row.message, author }) : row,
  );
  return { ...state, rows };
}

function withLocal(state: TimelineState, local: readonly Row[]): TimelineState {
  return { ...state, rows: state.rows.slice(0, state.sent).concat(local) };
}

function localRows(state: TimelineState): readonly Row[] {
  return state.rows.slice(state.sent);
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
