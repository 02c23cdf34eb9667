import { readFileSync } from 'node:fs';
import { type App, buildApp } from './app.ts';
import { ConfigError, loadConfig } from './config.ts';
import { DataInUseError } from './log/data-lock.ts';
import { MigrationError } from './log/migrate.ts';
import { createLogger } from './logger.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Errors that say themselves what to do; a stack would only hide it. */
const SPEAKING = [ConfigError, DataInUseError, MigrationError];

try {
  const config = loadConfig(process.env);
  const log = createLogger(config.LOG_LEVEL);
  const app = await buildApp({ config, log, version });
  const url = await app.listen();
  drainOnSignal(app, log);
  console.log(`Confab is at ${url.replace('127.0.0.1', 'localhost')}`);
} catch (error) {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(`${error.message}. Stop what listens there, or set another PORT.`);
  } else if (error instanceof Error && 'syscall' in error) {
    const place = error.syscall === 'listen' || error.syscall === 'getaddrinfo' ? 'HOST and PORT' : 'DATA_DIR';
    console.error(`${error.message}. Look at ${place}.`);
  } else if (error instanceof Error && SPEAKING.some((kind) => error instanceof kind)) {
    console.error(error.message);
  } else if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE')) {
    console.error(`The database cannot be opened: ${error.message}. Look at DATA_DIR and DATABASE_URL.`);
  } else console.error(error);
  process.exit(1);
}

function drainOnSignal(app: App, log: ReturnType<typeof createLogger>): void {
  let draining = false;
  const drain = (signal: string) => {
    if (draining) process.exit(1);
    draining = true;
    log.info({ signal }, 'draining');
    app.drain().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the drain failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => drain(signal));
}
