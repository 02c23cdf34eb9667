// The server, bundled and restarted at every change of its sources. Vite serves the web app in front of it and passes
// /api and /ws on to SERVER_URL, so this is not the address to open.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';
import { bundleOptions } from './bundle.mjs';
import { compileNative } from './native.mjs';

const HERE = import.meta.dirname;
// Not dist/: `npm start` trusts that for what it built itself.
const OUT = 'dist-dev';
const { hostname, port } = new URL(process.env.SERVER_URL ?? 'http://127.0.0.1:3001');

let server;

function startServer() {
  server = spawn(process.execPath, ['--enable-source-maps', `${OUT}/main.js`], {
    cwd: HERE,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Out of reach of the terminal's Ctrl+C: a second signal, ours, would end the server in the middle of its drain.
    detached: true,
    env: {
      ...process.env,
      HOST: hostname,
      PORT: port,
      // The same data as `npm start` has, which runs at the root.
      DATA_DIR: process.env.DATA_DIR ?? fileURLToPath(new URL('../../data', import.meta.url)),
    },
  });
  createInterface({ input: server.stdout }).on('line', (line) => {
    if (!line.startsWith('Confab is at ')) console.log(line);
  });
  server.once('exit', (code) => {
    if (code) console.error(`The server ended with code ${code}. It starts again when a file changes.`);
  });
}

/** Resolves when the server has drained and its port is free. */
async function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

const restartServer = {
  name: 'restart-server',
  setup({ onEnd }) {
    onEnd(async ({ errors }) => {
      if (errors.length > 0) return;
      await stopServer();
      startServer();
    });
  },
};

await compileNative();
const options = bundleOptions(OUT);
const bundle = await context({ ...options, plugins: [...options.plugins, restartServer] });
await bundle.watch();

async function end() {
  await bundle.dispose();
  await stopServer();
  process.exit(0);
}
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.once('exit', () => server?.kill());
