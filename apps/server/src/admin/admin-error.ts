/** Something the operator can put right. The message says how. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}
