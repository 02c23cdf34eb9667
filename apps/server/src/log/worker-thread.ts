import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A thread that speaks in messages. */
export interface WorkerThread<To> {
  send(message: To): void;
  /** Resolves when it has ended; `lastWord` asks it to. */
  end(lastWord: To): Promise<void>;
}

/**
 * Starts a thread of the log or its search.
 * @param path of its source from here, without the extension; built, it lies beside the bundle
 * @param onEnded hears of an end that nobody asked for, once
 */
export function startWorkerThread<To, From>(
  path: string,
  data: object,
  onMessage: (message: From) => void,
  onEnded: (error: Error) => void,
): WorkerThread<To> {
  const built = new URL(`./${basename(path)}.js`, import.meta.url);
  const entry = existsSync(fileURLToPath(built)) ? built : new URL(`./${path}.ts`, import.meta.url);
  const worker = new Worker(entry, { workerData: data });
  let over = false;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const ended = (error: Error) => {
    if (!over) onEnded(error);
    over = true;
  };
  worker.on('message', onMessage);
  worker.on('error', ended);
  worker.on('exit', () => ended(new Error(`the thread ${path} ended`)));
  return {
    send: (message) => worker.postMessage(message),
    end(lastWord) {
      over = true;
      worker.postMessage(lastWord);
      return exited;
    },
  };
}
