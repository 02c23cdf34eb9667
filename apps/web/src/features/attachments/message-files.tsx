import type { Attachment } from '@confab/protocol';
import { memo, type ReactNode } from 'react';
import { FileCard } from './file-card.tsx';
import { MessageImages, type SizedImage } from './message-images.tsx';
import './message-files.css';

/** The files of a message: its pictures, then what can be played, then the rest. */
export const MessageFiles = memo(function MessageFiles({ files }: { files: readonly Attachment[] }): ReactNode {
  const images = files.filter(isImage);
  const others = files.filter((file) => !isImage(file));
  return (
    <div className="files">
      {images.length > 0 && <MessageImages images={images} />}
      {others.map((file) => (
        <OtherFile key={file.id} file={file} />
      ))}
    </div>
  );
});

function isImage(file: Attachment): file is SizedImage {
  return file.type.startsWith('image/') && file.width !== undefined && file.height !== undefined;
}

function OtherFile({ file }: { file: Attachment }): ReactNode {
  const source = `/api/files/${file.id}`;
  if (file.type.startsWith('audio/')) {
    return (
      <FileCard file={file}>
        {/* biome-ignore lint/a11y/useMediaCaption: what people record has none */}
        <audio src={source} controls preload="metadata" aria-label={file.name} />
      </FileCard>
    );
  }
  if (file.type.startsWith('video/')) {
    return (
      <FileCard file={file}>
        {/* biome-ignore lint/a11y/useMediaCaption: what people record has none */}
        <video src={source} controls preload="metadata" playsInline aria-label={file.name} />
      </FileCard>
    );
  }
  return <FileCard file={file} />;
}
