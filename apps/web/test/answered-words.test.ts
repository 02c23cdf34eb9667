import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { answeredWords } from '../src/features/composer/answered-words.ts';

test('a message that is answered is told in one line, without marks', () => {
  expect(answeredWords({ body: '**Tea** at `five`' } as Message)).toBe('Tea at five');
});

test('one that is gone leaves nothing of its text', () => {
  expect(answeredWords({ body: '', deleted: true } as Message)).toBe('Message deleted');
});

test('one of files alone is told by the first file’s name', () => {
  expect(answeredWords({ body: '', attachments: [{ name: 'plan.pdf' }] } as Message)).toBe('plan.pdf');
});
