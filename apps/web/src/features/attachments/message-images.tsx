import type { Attachment } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import { FileCard } from './file-card.tsx';
import { openLightbox } from './lightbox-store.ts';

/** A picture whose size is known, so that its place can be kept. */
export type SizedImage = Attachment & { width: number; height: number };

/** How large one picture is shown, px; and the least that can be pressed. */
const MAX_WIDTH = 360;
const MAX_HEIGHT = 300;
const MIN = 44;

/** The pictures of a message: one in its own shape, several as tiles. A click shows them large. */
export function MessageImages({ images }: { images: readonly SizedImage[] }): ReactNode {
  const [only] = images;
  if (images.length === 1 && only) return <MessageImage image={only} open={() => openLightbox({ images, at: 0 })} />;
  return (
    <div className="tiles">
      {images.map((image, at) => (
        <MessageImage key={image.id} image={image} tile open={() => openLightbox({ images, at })} />
      ))}
    </div>
  );
}

function MessageImage({ image, tile, open }: { image: SizedImage; tile?: true; open: () => void }): ReactNode {
  const [broken, setBroken] = useState(false);
  if (broken) return <FileCard file={image} />;
  const { id, name, thumb, width, height } = image;
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  const shape = { inlineSize: Math.max(MIN, Math.round(width * scale)), aspectRatio: `${width} / ${height}` };
  return (
    <button
      type="button"
      className={tile ? 'pic tile' : 'pic'}
      style={tile ? {} : shape}
      aria-label={`Show ${name}`}
      onClick={open}
    >
      <img
        src={`/api/files/${id}${thumb ? '/thumb' : ''}`}
        alt={name}
        decoding="async"
        onError={() => setBroken(true)}
      />
    </button>
  );
}
