import { describe, expect, test } from 'vitest';
import { fileName } from '../../src/rooms/file-name.ts';

describe('the name of a file', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['  two   words .txt ', 'two words .txt'],
    ['/etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['folder/', 'file'],
    ['...', 'file'],
    ['.env', 'env'],
    ['a\u0000b\u001fc\n.txt', 'abc.txt'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['e\u0301te\u0301.txt', 'été.txt'],
    ['lone\ud800.txt', 'lone\ufffd.txt'],
    ['日本語.txt', '日本語.txt'],
  ])('%j becomes %j', (raw, name) => expect(fileName(raw)).toBe(name));

  test('a long one keeps its extension', () => {
    const name = fileName(`${'😀'.repeat(300)}.jpeg`);
    expect(Array.from(name)).toHaveLength(150);
    expect(name.endsWith('😀.jpeg')).toBe(true);
  });
});
