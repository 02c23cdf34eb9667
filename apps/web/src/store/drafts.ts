import { create } from 'zustand';

/** What was typed and not sent, for one room or thread. */
export interface Draft {
  text: string;
  /** The message it answers. */
  replyTo?: string;
  /** A reply in a thread that shall stand in the room as well. */
  toRoom?: boolean;
}

/** The part of `Storage` that drafts use. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const PREFIX = 'confab.draft.';
const EMPTY: Draft = { text: '' };
const stored = new Map<string, Draft>();
const drafts = create<Record<string, Draft>>()(() => ({}));

/** The name a draft is kept under: of this user, for this room or thread. @param place the room's id or the root's */
export function draftKey(user: string, place: string): string {
  return `${PREFIX}${user}.${place}`;
}

/** Reads a stored draft; an empty one where there is none or it cannot be read. */
export function parseDraft(stored: string | null): Draft {
  if (!stored) return EMPTY;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return EMPTY;
    const { text, replyTo, toRoom } = value as Partial<Record<keyof Draft, unknown>>;
    if (typeof text !== 'string') return EMPTY;
    return { text, ...(typeof replyTo === 'string' && { replyTo }), ...(toRoom === true && { toRoom }) };
  } catch {
    return EMPTY;
  }
}

/** Keeps a draft, on disk too; an empty one is removed. A full or blocked disk costs only the copy there. */
export function writeDraft(key: string, draft: Draft, storage: DraftStorage | undefined = localDrafts()): void {
  drafts.setState({ [key]: draft });
  try {
    if (draft.text === '' && !draft.replyTo) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(draft));
  } catch {
    // The text stays in memory and on the screen.
  }
}

/** The draft now, from memory or from what an earlier visit left. The same object until it changes. */
export function readDraft(key: string, storage: DraftStorage | undefined = localDrafts()): Draft {
  return drafts.getState()[key] ?? storedDraft(key, storage);
}

/** The draft of a room, kept up to date. */
export function useDraft(key: string): Draft {
  return drafts((all) => all[key]) ?? storedDraft(key, localDrafts());
}

/**
 * Takes over what another tab does to a draft: what is sent or typed there is sent or typed here. Where this tab has come
 * to hold something else, it keeps it. Call once.
 * @param page where the browser tells of it, as it does to all tabs but the one that wrote
 */
export function followDrafts(page: Pick<EventTarget, 'addEventListener'>): void {
  page.addEventListener('storage', (event) => {
    const { key, oldValue, newValue } = event as StorageEvent;
    if (!key?.startsWith(PREFIX)) return;
    const mine = drafts.getState()[key];
    const before = parseDraft(oldValue);
    if (mine && (mine.text !== before.text || mine.replyTo !== before.replyTo)) return;
    drafts.setState({ [key]: parseDraft(newValue) });
  });
}

// A render needs the same object every time, and the disk only once.
function storedDraft(key: string, storage: DraftStorage | undefined): Draft {
  const draft = stored.get(key) ?? parseDraft(storage?.getItem(key) ?? null);
  stored.set(key, draft);
  return draft;
}

function localDrafts(): DraftStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
