import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { createDatabase, databaseExists, EngineAdapter, MIGRATIONS_TABLE, resetDatabase } from './sqlite.mjs';

/**
 * Methods that compare with the schema that the migrations add up to. They cannot build that in a shadow database
 * themselves, but find it in the engine's cache once diagnoseMigrationHistory, which can, has been there.
 */
const NEEDS_HISTORY = new Set(['evaluateDataLoss', 'createMigration']);

/** Prisma's schema engine in WebAssembly, with what it lacks against the native one. */
export class WasmEngine {
  #datamodels;
  #url;
  #adapter;
  #engine;

  /**
   * @param {string[]} datamodels paths of schema files
   * @param {string} [url] the database; without one, what needs none still works
   */
  constructor(datamodels, url) {
    this.#datamodels = datamodels;
    this.#url = url;
  }

  /**
   * Runs a method of the engine's JSON-RPC interface.
   * @param {string} method
   * @param {object} params
   * @param {(content: string) => void} print shows text to the user
   */
  async call(method, params, print) {
    if (method === 'createDatabase') return { databaseName: createDatabase(params.datasource.url ?? this.#url) };
    if (method === 'reset') return resetDatabase(this.#url);
    try {
      return await this.#run(method, params, print);
    } catch (error) {
      if (!isMissingMigrationsTable(error)) throw error;
      // Where the native engine says "not initialised", this one stumbles over the missing table.
      await this.#run('dbExecute', { datasourceType: { tag: 'url', url: this.#url }, script: MIGRATIONS_TABLE });
      return this.#run(method, params, print);
    }
  }

  async #run(method, params, print) {
    this.#engine ??= this.#start();
    const engine = await this.#engine;
    try {
      if (method === 'getDatabaseVersion') return await engine.version(params);
      if (typeof engine[method] !== 'function') throw new Error(`The WebAssembly engine has no method ${method}`);
      if (NEEDS_HISTORY.has(method)) await engine.diagnoseMigrationHistory({ ...params, optInToShadowDatabase: true });
      const result = await engine[method](params);
      if (method !== 'diff') return result;
      if (result.stdout != null) print(result.stdout);
      return { exitCode: result.exitCode, stdout: null };
    } catch (error) {
      throw causeOf(error, this.#adapter.errorRegistry);
    }
  }

  async #start() {
    const { SchemaEngine } = await loadWasm();
    const datamodels = await Promise.all(this.#datamodels.map(async (file) => [file, await readFile(file, 'utf8')]));
    this.#adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapter({ url: this.#connectUrl() }));
    return SchemaEngine.new(datamodels.length > 0 ? { datamodels } : {}, () => {}, this.#adapter);
  }

  // What needs no database, such as comparing schemas, must not create one.
  #connectUrl() {
    return this.#url !== undefined && databaseExists(this.#url) ? this.#url : ':memory:';
  }
}

// The engine names an adapter's error by a number only.
function causeOf(error, errorRegistry) {
  const id = /External error id#(\d+)/.exec(error.message)?.[1];
  const cause = id === undefined ? undefined : errorRegistry.consumeError(Number(id))?.error;
  return cause instanceof Error ? cause : error;
}

function isMissingMigrationsTable({ code, message }) {
  return message.includes('_prisma_migrations') && /P1014|does not exist|no such table/.test(`${code} ${message}`);
}

// The package's own entry point imports the .wasm file as a module, which Node does not do.
async function loadWasm() {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bindings = await import(glue);
  const bytes = await readFile(join(dirname(glue), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}
