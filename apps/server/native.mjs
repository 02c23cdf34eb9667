import { execFile } from 'node:child_process';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { include_dir } from 'node-api-headers';

const SOURCE = join(import.meta.dirname, 'native/send-all.c');
const FOLDER = join(import.meta.dirname, 'native/dist');

/** Node itself has what an addon calls, and gives it when it loads one. */
const LINKING = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];

/**
 * Compiles `native/dist/send-all.node`, for the Node-API and so for every Node on this kind of machine. Where that
 * cannot be done it says so, and goes on: the server then writes through Node's streams.
 */
export async function compileNative() {
  if (process.platform === 'win32') return;
  const made = join(FOLDER, `send-all.${process.pid}`);
  try {
    await mkdir(FOLDER, { recursive: true });
    const options = ['-std=c11', '-O2', '-shared', '-fPIC', ...LINKING];
    await promisify(execFile)(process.env.CC ?? 'cc', [...options, `-I${include_dir}`, '-o', made, SOURCE]);
    // In place of the old one, which a running server may have mapped.
    await rename(made, join(FOLDER, 'send-all.node'));
  } catch (error) {
    const why = error.code === 'ENOENT' ? 'there is no C compiler' : (error.stderr || error.message).trim();
    console.log(`Not compiled: native/send-all.c, because ${why}. Everything works without; busy rooms take more CPU.`);
  }
}
