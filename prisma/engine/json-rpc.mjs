import { createInterface } from 'node:readline';

/** The error code under which the native engine reports failures, with the facts in `data`. */
const ENGINE_ERROR = 4466;

/**
 * Answers JSON-RPC requests, one a line on stdin, until stdin ends and the last is answered.
 * @param {import('./wasm-engine.mjs').WasmEngine} engine
 */
export function serveJsonRpc(engine) {
  let prints = 0;
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const print = (content) => send({ id: ++prints, method: 'print', params: { content } });

  let pending = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const request = line.trim() === '' ? {} : JSON.parse(line);
    if (!request.method) return; // The CLI's answer to a print.
    pending = pending.then(async () => send({ id: request.id, ...(await answer(engine, request, print)) }));
  });
  // The engine keeps the process alive with its database connection.
  lines.on('close', () => pending.then(() => process.exit()));
}

async function answer(engine, { method, params }, print) {
  try {
    return { result: (await engine.call(method, params, print)) ?? null };
  } catch (error) {
    const data = { is_panic: false, message: error.message, error_code: error.code ?? null, meta: error.meta ?? null };
    return { error: { code: ENGINE_ERROR, message: 'An error happened. Check the data field for details.', data } };
  }
}
