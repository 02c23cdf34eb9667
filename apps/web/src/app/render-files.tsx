import type { Attachment } from '@confab/protocol';
import type { ReactNode } from 'react';
import { MessageFiles } from '../features/attachments/message-files.tsx';

/** What timelines show of a message's files. */
export function renderFiles(files: readonly Attachment[]): ReactNode {
  return <MessageFiles files={files} />;
}
