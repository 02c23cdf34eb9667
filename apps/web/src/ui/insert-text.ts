/** Replaces `from` to `to` by `insert`; the selection after that. Offsets in UTF-16 code units. */
export interface Change {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

/** Makes a change as if it had been typed, so that the browser's undo knows it and React hears of it. */
export function insertText(field: HTMLTextAreaElement | HTMLInputElement, change: Change): void {
  field.focus();
  field.setSelectionRange(change.from, change.to);
  // Deprecated and without a successor: nothing else keeps the undo history of a text field.
  const command = change.insert === '' ? 'delete' : 'insertText';
  if (!document.execCommand(command, false, change.insert)) {
    field.setRangeText(change.insert, change.from, change.to);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  field.setSelectionRange(change.start, change.end);
}
