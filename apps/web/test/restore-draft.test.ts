import type { OutboxEntry } from '@confab/client';
import { beforeEach, describe, expect, it } from 'vitest';
import { restoreDraft } from '../src/app/restore-draft.ts';
import { readUploads, readyUpload, writeUploads } from '../src/features/attachments/uploads-store.ts';
import { draftKey, readDraft, writeDraft } from '../src/store/drafts.ts';

const file = (id: string) => ({ id, name: `${id}.txt`, size: 1, type: 'text/plain' });
const entry: OutboxEntry = { id: 'm', room: 'general', body: 'Refused', at: 0, author: 'me', attachments: [file('f')] };

describe('a refused message that is edited again', () => {
  let room = '';
  let count = 0;
  beforeEach(() => {
    count += 1;
    room = `restored-${count}`;
  });
  const filesOf = (key: string) => readUploads(key).map(({ key: id }) => id);

  it('goes back to the room, with its files', () => {
    expect(restoreDraft('me', room, entry)).toBe(true);
    expect(readDraft(draftKey('me', room))).toEqual({ text: 'Refused' });
    expect(filesOf(draftKey('me', room))).toEqual(['f']);
  });

  it('goes back to its thread, and stays one that shall stand in the room as well', () => {
    const thread = `root-${count}`;
    expect(restoreDraft('me', room, { ...entry, thread, toRoom: true })).toBe(true);
    expect(readDraft(draftKey('me', thread))).toEqual({ text: 'Refused', toRoom: true });
    expect(readDraft(draftKey('me', room)).text).toBe('');
  });

  it('waits while another text is there, or the files of another message', () => {
    writeDraft(draftKey('me', room), { text: 'Another' });
    expect(restoreDraft('me', room, entry)).toBe(false);
    writeDraft(draftKey('me', room), { text: '' });
    writeUploads(draftKey('me', room), [readyUpload(file('other'))]);
    expect(restoreDraft('me', room, entry)).toBe(false);
    expect(filesOf(draftKey('me', room))).toEqual(['other']);
  });
});
