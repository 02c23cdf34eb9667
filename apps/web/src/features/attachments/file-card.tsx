import type { Attachment } from '@confab/protocol';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { FileIcon } from './file-icon.tsx';
import { kindWords, sizeWords } from './file-words.ts';

interface Props {
  file: Attachment;
  /** A player, under the name. */
  children?: ReactNode;
}

/** A file by name, kind and size; a click saves it. */
export function FileCard({ file, children }: Props): ReactNode {
  const { id, name, size, type } = file;
  return (
    <div className="file">
      <a href={`/api/files/${id}?download`} download title={`Save ${name}`}>
        <FileIcon type={type} />
        <span className="what">
          <b>{name}</b>
          <small>
            {kindWords(name, type)}, {sizeWords(size)}
          </small>
        </span>
        <Download className="i s" aria-label="Save" />
      </a>
      {children}
    </div>
  );
}
