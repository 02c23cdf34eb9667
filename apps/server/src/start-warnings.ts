import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';

interface Circumstances {
  /** Whether anybody has an account. */
  hasAccounts: () => Promise<boolean>;
  /** Files, sockets among them, that the system lets this process open; undefined where it does not say. */
  openFiles: number | undefined;
}

/** What an operator should know when the server starts, a sentence each. Nothing of it keeps the server from running. */
export async function startWarnings(
  { GUESTS, MAX_CONNECTIONS, SIGNUP }: Config,
  { hasAccounts, openFiles }: Circumstances,
): Promise<string[]> {
  const warnings: string[] = [];
  if (!GUESTS && SIGNUP !== 'open' && !(await hasAccounts())) {
    warnings.push(
      'nobody can come in: there is no account yet; make the first one with SIGNUP=open, it owns the server',
    );
  }
  if (openFiles !== undefined && openFiles < MAX_CONNECTIONS) {
    warnings.push(
      `the system lets this process open ${openFiles} files, fewer than MAX_CONNECTIONS=${MAX_CONNECTIONS}: raise ulimit -n, or lower it`,
    );
  }
  return warnings;
}

/** The limit of this process, on Linux. Node has raised it as far as it may be raised. */
export function openFilesLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
