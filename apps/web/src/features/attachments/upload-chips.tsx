import { RotateCcw, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FileIcon } from './file-icon.tsx';
import { kindWords, sizeWords } from './file-words.ts';
import type { Upload } from './upload.ts';
import { detachFile, retryUpload, sourceOf } from './upload-queue.ts';
import './upload-chips.css';

/** The files of a draft, above its text. */
export function UploadChips({ draftKey, uploads }: { draftKey: string; uploads: readonly Upload[] }): ReactNode {
  return (
    <ul className="chips" aria-label="Attached files">
      {uploads.map((upload) => (
        <li key={upload.key}>
          <Chip draftKey={draftKey} upload={upload} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ draftKey, upload }: { draftKey: string; upload: Upload }): ReactNode {
  const client = useClient();
  const { key, name, state } = upload;
  return (
    <div className={`chip ${state}`}>
      <Preview upload={upload} />
      <div className="what">
        <b title={name}>{name}</b>
        <small role={state === 'failed' ? 'alert' : undefined}>{chipWords(upload)}</small>
      </div>
      {state === 'failed' && upload.again && (
        <IconButton icon={RotateCcw} small label={`Try ${name} again`} onClick={() => retryUpload(draftKey, key)} />
      )}
      <IconButton
        icon={X}
        small
        label={state === 'sending' ? `Cancel ${name}` : `Remove ${name}`}
        onClick={() => detachFile(client, draftKey, key)}
      />
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
function usePreviewUrl({ key, type, ...upload }: Upload): string | undefined {
  const source = sourceOf(key);
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
