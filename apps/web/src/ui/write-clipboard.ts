/**
 * Copies a text. On plain HTTP a page has no clipboard of its own, and many run a chat so at home: there the text is selected
 * and copied as if by hand.
 * @throws where the browser does not allow it
 */
export async function writeClipboard(text: string): Promise<void> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard) await clipboard.writeText(text);
  else if (!copyByHand(text)) throw new Error('the browser did not copy');
}

function copyByHand(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Inside of an open dialog: all else on the page takes no selection.
  (before?.closest('dialog') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
