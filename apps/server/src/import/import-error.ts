/** The export cannot be imported, for a reason to show to whoever tries; nothing was changed. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
