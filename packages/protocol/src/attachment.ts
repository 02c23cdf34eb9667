import * as v from 'valibot';
import { uuid } from './field.ts';
import { LIMITS } from './limits.ts';

/** A file that a message carries. Its bytes are at `/api/files/<id>`. */
export interface Attachment {
  id: string;
  /** As the sender named it: one line, no path. */
  name: string;
  /** The media type that its bytes tell; `application/octet-stream` where they tell none. */
  type: string;
  /** Bytes. */
  size: number;
  /** Pixels, as it is shown: after the rotation that a camera notes. Images only. */
  width?: number;
  height?: number;
  /** There is a smaller picture of it at `/api/files/<id>/thumb`. */
  thumb?: true;
}

/** The ids of a message's files, as its sender names them: uploaded before, each once. */
export const attachmentIds = v.pipe(
  v.array(uuid, 'must be a list'),
  v.maxLength(LIMITS.attachments, `must be at most ${LIMITS.attachments} files`),
  v.check((ids) => new Set(ids).size === ids.length, 'must not name a file twice'),
);

/** `POST /api/rooms/:room/files`, 201. */
export interface FileReply {
  file: Attachment;
}
