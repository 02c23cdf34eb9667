import type { Attachment } from '@confab/protocol';

/** What can be found of a message: its text, then the names of its files, a line each. */
export function searchableText(body: string, attachments: readonly Attachment[]): string {
  return [body, ...attachments.map(({ name }) => name)].filter((line) => line !== '').join('\n');
}
