import { File, FileArchive, FileAudio, FileImage, FileText, FileVideo, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS: readonly [RegExp, LucideIcon][] = [
  [/^image\//, FileImage],
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/^text\/|pdf|document|json|rtf/, FileText],
  [/zip|compressed|tar|7z|rar/, FileArchive],
];

/** A sign for what kind of file it is. */
export function FileIcon({ type }: { type: string }): ReactNode {
  const Icon = ICONS.find(([kind]) => kind.test(type))?.[1] ?? File;
  return (
    <span className="fi" aria-hidden="true">
      <Icon className="i" />
    </span>
  );
}
