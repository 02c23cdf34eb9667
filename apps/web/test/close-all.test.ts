import { expect, it } from 'vitest';
import { closeAll } from '../src/app/close-all.ts';
import { openDialog, useDialog } from '../src/app/dialog-store.ts';
import { openLightbox, useLightbox } from '../src/features/attachments/lightbox-store.ts';

it('leaves nothing open for whoever signs in next', () => {
  openDialog('settings');
  openLightbox({ images: [], at: 0 });
  closeAll();
  expect(useDialog.getState().dialog).toBeUndefined();
  expect(useLightbox.getState().show).toBeUndefined();
});
