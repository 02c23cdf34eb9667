import { RotateCcw, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FileIcon } from './file-icon.tsx';
import { kindWords, sizeWords } from './file-words.ts';
import type { Upload } from './upload.ts';
import { detachFile, retryUpload } from './upload-queue.ts';
import './upload-chips.css';

interface Props {
  draftKey: string;
  uploads: readonly Upload[];
  /** One was taken away, and its button with it. */
  onRemoved: () => void;
}

/** The files of a draft, above its text. */
export function UploadChips({ draftKey, uploads, onRemoved }: Props): ReactNode {
  const client = useClient();
  const remove = (key: string) => {
    detachFile(client, draftKey, key);
    onRemoved();
  };
  return (
    <ul className="uploads" aria-label="Attached files">
      {uploads.map((upload) => (
        <li key={upload.key}>
          <Chip upload={upload} onRemove={() => remove(upload.key)} onRetry={() => retryUpload(draftKey, upload.key)} />
        </li>
      ))}
    </ul>
  );
}

interface ChipProps {
  upload: Upload;
  onRemove: () => void;
  onRetry: () => void;
}

function Chip({ upload, onRemove, onRetry }: ChipProps): ReactNode {
  const { name, state } = upload;
  return (
    <div className={`upload ${state}`}>
      <Preview upload={upload} />
      <div className="what">
        <b title={name}>{name}</b>
        <small role={state === 'failed' ? 'alert' : undefined}>{chipWords(upload)}</small>
      </div>
      {state === 'failed' && upload.again && (
        <IconButton icon={RotateCcw} small label={`Try ${name} again`} onClick={onRetry} />
      )}
      <IconButton icon={X} small label={state === 'sending' ? `Cancel ${name}` : `Remove ${name}`} onClick={onRemove} />
      {state === 'sending' && <progress aria-label={`Uploading ${name}`} value={upload.sent} />}
    </div>
  );
}

function chipWords(upload: Upload): string {
  if (upload.state === 'failed') return upload.problem;
  const what = `${kindWords(upload.name, upload.type)}, ${sizeWords(upload.size)}`;
  return upload.state === 'sending' ? `${what} · ${Math.floor(upload.sent * 100)} %` : what;
}

function Preview({ upload }: { upload: Upload }): ReactNode {
  const url = usePreviewUrl(upload);
  const [broken, setBroken] = useState(false);
  if (!url || broken) return <FileIcon type={upload.type} />;
  return <img src={url} alt="" width={40} height={40} onError={() => setBroken(true)} />;
}

/** A picture of the file: from this computer, or from the server after a reload. */
function usePreviewUrl({ source, type, ...upload }: Upload): string | undefined {
  const isImage = /^image\/(png|jpeg|gif|webp|avif)$/.test(type);
  const [local, setLocal] = useState<string>();
  useEffect(() => {
    if (!source || !isImage) return;
    const url = URL.createObjectURL(source);
    setLocal(url);
    return () => URL.revokeObjectURL(url);
  }, [source, isImage]);
  if (source || !isImage || upload.state !== 'ready') return local;
  return `/api/files/${upload.file.id}${upload.file.thumb ? '/thumb' : ''}`;
}
