import { create } from 'zustand';

/** A short sentence at the top of the window. */
interface Notice {
  id: number;
  text: string;
}

interface NoticeStore {
  notices: readonly Notice[];
}

const SHOWN_MS = 6000;
let last = 0;

export const useNotices = create<NoticeStore>()(() => ({ notices: [] }));

/** Says something that no row or field can say. It goes after six seconds. */
export function notify(text: string): void {
  last += 1;
  const notice = { id: last, text };
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((old) => old.text !== text), notice].slice(-3),
  }));
  setTimeout(() => dismiss(notice.id), SHOWN_MS);
}

/** Takes a notice away. */
export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
