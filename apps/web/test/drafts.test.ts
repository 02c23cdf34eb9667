import { beforeEach, describe, expect, it } from 'vitest';
import { type DraftStorage, draftKey, followDrafts, parseDraft, readDraft, writeDraft } from '../src/store/drafts.ts';

function memory(): DraftStorage & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

describe('drafts', () => {
  let key = '';
  let count = 0;
  beforeEach(() => {
    count += 1;
    key = draftKey('me', `room-${count}`);
  });

  it('are kept per person and room', () => {
    expect(draftKey('a', 'b')).not.toBe(draftKey('b', 'a'));
  });

  it('come back after a reload, with what they answer', () => {
    const disk = memory();
    disk.setItem(key, JSON.stringify({ text: 'half a thought', replyTo: 'm1' }));
    expect(readDraft(key, disk)).toEqual({ text: 'half a thought', replyTo: 'm1' });
  });

  it('keep that a reply shall stand in the room as well', () => {
    const disk = memory();
    disk.setItem(key, JSON.stringify({ text: 'to all', toRoom: true }));
    expect(readDraft(key, disk)).toEqual({ text: 'to all', toRoom: true });
  });

  it('leave nothing behind once they are sent', () => {
    const disk = memory();
    writeDraft(key, { text: 'x' }, disk);
    expect(disk.values.size).toBe(1);
    writeDraft(key, { text: '' }, disk);
    expect(disk.values.size).toBe(0);
    expect(readDraft(key, disk)).toEqual({ text: '' });
  });

  it('stay on the screen where the disk is full', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    writeDraft(key, { text: 'kept' }, full);
    expect(readDraft(key, full).text).toBe('kept');
  });

  it.each([null, '', 'nonsense', '[]', '{"text":1}', 'null'])('begin empty from %j', (stored) => {
    expect(parseDraft(stored)).toEqual({ text: '' });
  });

  describe('in two tabs', () => {
    const page = new EventTarget();
    followDrafts(page);
    const elsewhere = (oldDraft: object | undefined, newDraft: object | undefined) => {
      const json = (draft: object | undefined) => (draft ? JSON.stringify(draft) : null);
      page.dispatchEvent(
        Object.assign(new Event('storage'), { key, oldValue: json(oldDraft), newValue: json(newDraft) }),
      );
    };

    it('are the same draft: what is sent there is gone here', () => {
      writeDraft(key, { text: 'Hello' }, memory());
      elsewhere({ text: 'Hello' }, { text: 'Hello all', replyTo: 'm1' });
      expect(readDraft(key, memory())).toEqual({ text: 'Hello all', replyTo: 'm1' });
      elsewhere({ text: 'Hello all', replyTo: 'm1' }, undefined);
      expect(readDraft(key, memory())).toEqual({ text: '' });
    });

    it('stay as they are where somebody wrote something else here', () => {
      writeDraft(key, { text: 'Mine' }, memory());
      elsewhere({ text: 'Theirs' }, undefined);
      expect(readDraft(key, memory())).toEqual({ text: 'Mine' });
    });
  });
});
