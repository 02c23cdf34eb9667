import type { Attachment } from '@confab/protocol';
import { create } from 'zustand';

/** The pictures of a message, shown large one at a time. */
export interface Show {
  images: readonly Attachment[];
  /** The place of the one that is seen. */
  at: number;
}

/** What is shown large. Not the message's own: its row may leave the screen meanwhile. */
export const useLightbox = create<{ show: Show | undefined }>()(() => ({ show: undefined }));

/** Opens a picture among those of its message. */
export function openLightbox(show: Show): void {
  useLightbox.setState({ show });
}

/** Back to the conversation. */
export function closeLightbox(): void {
  useLightbox.setState({ show: undefined });
}
