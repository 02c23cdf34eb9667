import type { Message } from '@confab/protocol';
import { expect, it } from 'vitest';
import { withPage } from '../src/app/use-room-preview.ts';

const author = { id: 'ada', name: 'Ada', kind: 'person' as const };
const message = (seq: number): Message => ({ room: 'r', seq, rev: seq, id: `m${seq}`, author, body: 'hello', at: seq });
const [one, two, three, nine] = [message(1), message(2), message(3), message(9)];
const seqs = ({ messages }: { messages: readonly Message[] }) => messages.map(({ seq }) => seq);

it('puts a page at the edge that it was asked for', () => {
  const known = { messages: [two], hasNewer: true };
  const older = withPage(known, 'before', two, { messages: [one], hasMore: false });
  expect(older).toMatchObject({ hasNewer: true });
  const both = withPage(older, 'after', two, { messages: [three], hasMore: false });
  expect(seqs(both)).toEqual([1, 2, 3]);
  expect(both.hasNewer).toBe(false);
});

it('leaves out a page that comes twice, and one from where the preview stood before', () => {
  const known = { messages: [one, two], hasNewer: false };
  expect(withPage(known, 'before', two, { messages: [one], hasMore: false })).toBe(known);
  const elsewhere = { messages: [nine], hasNewer: true };
  expect(withPage(elsewhere, 'after', two, { messages: [three], hasMore: true })).toBe(elsewhere);
});
