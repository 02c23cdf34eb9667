import type { ReactNode } from 'react';
import { loadLater } from '../../ui/load-later.tsx';
import { useLightbox } from './lightbox-store.ts';

const lightbox = loadLater(() => import('./lightbox.tsx'));

/** The place of the large picture; once a page. */
export function LightboxHost(): ReactNode {
  const show = useLightbox((state) => state.show);
  return show && <lightbox.View show={show} />;
}
