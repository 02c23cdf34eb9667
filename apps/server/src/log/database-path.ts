/**
 * The file of an SQLite database.
 * @param url a `DATABASE_URL`: `file:` and a path
 */
export function databasePath(url: string): string {
  return url.replace(/^file:/, '');
}
