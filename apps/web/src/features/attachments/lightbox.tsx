import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { sizeWords } from './file-words.ts';
import { closeLightbox, openLightbox, type Show } from './lightbox-store.ts';
import './lightbox.css';

/** A picture as large as the window allows; arrow keys go on to the message's next one. */
export default function Lightbox({ show }: { show: Show }): ReactNode {
  const { at, images } = show;
  const image = images[at];
  if (!image) return null;
  const several = images.length > 1;
  const go = (step: number) => openLightbox({ images, at: (at + step + images.length) % images.length });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !several) return;
    event.preventDefault();
    go(step);
  };
  const closeBeside = (event: MouseEvent) => {
    if (event.target === event.currentTarget) closeLightbox();
  };
  return (
    <Dialog bare className="lightbox" title={image.name} onClose={closeLightbox}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the whole dialog; each has its button */}
      <div className="box" onKeyDown={onKeyDown}>
        <header>
          <h2>{image.name}</h2>
          <small>
            {several && `${at + 1} of ${images.length} · `}
            {image.width} × {image.height} · {sizeWords(image.size)}
          </small>
          <a
            className="ib"
            href={`/api/files/${image.id}?download`}
            download
            title="Save"
            aria-label={`Save ${image.name}`}
          >
            <Download className="i" aria-hidden="true" />
          </a>
          <IconButton icon={X} label="Close" data-first onClick={closeLightbox} />
        </header>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way */}
        <div className="large" onClick={closeBeside}>
          <Large key={image.id} image={image} />
          {several && (
            <IconButton className="previous" icon={ChevronLeft} flip label="Previous" onClick={() => go(-1)} />
          )}
          {several && <IconButton className="next" icon={ChevronRight} flip label="Next" onClick={() => go(1)} />}
        </div>
      </div>
    </Dialog>
  );
}

function Large({ image }: { image: Show['images'][number] }): ReactNode {
  const { id, height, name, thumb, width } = image;
  const [loaded, setLoaded] = useState(false);
  // What the timeline has shown stands there until the whole picture has come.
  const before = thumb && !loaded ? { backgroundImage: `url(/api/files/${id}/thumb)` } : {};
  return (
    <img
      src={`/api/files/${id}`}
      alt={name}
      width={width}
      height={height}
      style={before}
      onLoad={() => setLoaded(true)}
    />
  );
}
