import { describe, expect, test } from 'vitest';
import { kindWords, sizeWords } from '../src/features/attachments/file-words.ts';
import { isTextPaste, transferredFiles } from '../src/features/attachments/transferred-files.ts';
import { holdWords, type Upload, type UploadState } from '../src/features/attachments/upload.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [1_536, '1.5 kB'],
  [25 * 1024 * 1024, '25 MB'],
  [1_023_000, '999 kB'],
  [2_147_483_647, '2 GB'],
])('%i bytes are %s', (bytes, words) => expect(sizeWords(bytes).replace('\u00a0', ' ')).toBe(words));

test.each([
  ['report.final.pdf', 'application/pdf', 'PDF'],
  ['Makefile', 'text/plain', 'Text'],
  ['archive', 'application/x-7z-compressed', 'File'],
  ['a.verylongextension', 'image/png', 'PNG'],
])('%s of %s is called %s', (name, type, words) => expect(kindWords(name, type)).toBe(words));

describe('sending waits for the files', () => {
  const upload = (state: UploadState): Upload => ({ key: 'k', name: 'a', size: 1, type: '', ...state });
  const ready = upload({ state: 'ready', at: 0, file: { id: 'f', name: 'a', type: 'text/plain', size: 1 } });
  const sending = upload({ state: 'sending', sent: 0.5 });
  const failed = upload({ state: 'failed', problem: 'no', again: true });

  test('and says so while one is on its way or has failed', () => {
    expect(holdWords([])).toBeUndefined();
    expect(holdWords([ready, ready])).toBeUndefined();
    expect(holdWords([ready, sending])).toBe('Uploading a file…');
    expect(holdWords([failed, sending, sending])).toBe('Uploading 2 files…');
    expect(holdWords([ready, failed])).toBe('One file can’t go along');
  });
});

describe('what is pasted or dropped', () => {
  const file = { name: 'a.txt' } as File;
  const item = (kind: string, isDirectory = false) =>
    ({ kind, getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory }) }) as unknown as DataTransferItem;
  const data = (items: DataTransferItem[], types: string[] = ['Files']) =>
    ({ items, types }) as unknown as DataTransfer;

  test('gives its files, and tells of folders', () => {
    expect(transferredFiles(data([item('string'), item('file'), item('file', true)]))).toEqual({
      files: [file],
      folders: 1,
    });
    expect(transferredFiles(null)).toEqual({ files: [], folders: 0 });
  });

  test('is text where an office program adds a picture of it', () => {
    expect(isTextPaste(data([], ['text/plain', 'text/html', 'Files']))).toBe(true);
    expect(isTextPaste(data([], ['text/html', 'Files']))).toBe(false);
    expect(isTextPaste(data([], ['Files']))).toBe(false);
  });
});
