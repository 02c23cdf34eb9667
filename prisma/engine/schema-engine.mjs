#!/usr/bin/env node
// Stands in for Prisma's native schema engine where that cannot be downloaded: the same command line and the same
// JSON-RPC over stdio, answered by the engine's WebAssembly build over a driver adapter. prisma.config.ts decides.
import { parseCommandLine } from './command-line.mjs';
import { serveJsonRpc } from './json-rpc.mjs';
import { logLine } from './log-line.mjs';
import { createDatabase, databaseExists, pathOf } from './sqlite.mjs';
import { WasmEngine } from './wasm-engine.mjs';

const { command, datamodels, url } = parseCommandLine(process.argv.slice(2));

switch (command) {
  case 'serve':
    serveJsonRpc(new WasmEngine(datamodels, url));
    break;
  case 'version':
    console.log('schema-engine-wasm');
    break;
  case 'can-connect-to-database':
    logLine('INFO', 'Starting schema engine CLI'); // The CLI drops the first line.
    if (!databaseExists(url)) {
      logLine('ERROR', `Database \`${pathOf(url)}\` does not exist`, { error_code: 'P1003' });
      process.exitCode = 1;
    }
    break;
  case 'create-database':
    logLine('INFO', 'Starting schema engine CLI');
    createDatabase(url);
    break;
  default:
    logLine('INFO', 'Starting schema engine CLI');
    logLine('ERROR', `This engine has no command ${command}`);
    process.exitCode = 1;
}
