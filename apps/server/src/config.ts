import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import * as v from 'valibot';

const whole = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, `must be a whole number from ${min} to ${max}`),
    v.transform(Number),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );
const setting = (fallback: number, min: number, max: number) => v.optional(whole(min, max), String(fallback));

/**
 * Every setting, its default and its bounds. The README's table lists the same names; `config.test.ts` holds them together.
 * Times are milliseconds, sizes bytes, rates per second.
 */
const schema = v.object({
  PORT: setting(3000, 0, 65_535),
  HOST: v.optional(v.pipe(v.string(), v.minLength(1, 'must name an address')), '127.0.0.1'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.minLength(1, 'must name a folder')), './data'),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^file:./, 'must be file: and a path (only SQLite is built yet)')),
  ),
  ALLOWED_ORIGINS: v.optional(
    v.pipe(
      v.string(),
      v.transform((list) =>
        list
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      ),
      v.everyItem(isOrigin, 'must be origins such as https://chat.example.org, separated by commas'),
    ),
    '',
  ),
  TRUST_PROXY: v.optional(
    v.pipe(
      v.string(),
      v.transform(proxiesOf),
      v.check(
        (proxies) => proxies === false || (proxies.length > 0 && proxies.every(isAddressRange)),
        'must be on, off, or the addresses of your proxies such as 10.0.0.2,192.168.0.0/16',
      ),
    ),
    'off',
  ),
  SIGNUP: v.optional(v.picklist(['open', 'invite', 'closed'], 'must be open, invite or closed'), 'open'),
  GUESTS: v.optional(
    v.pipe(
      v.picklist(['on', 'off'], 'must be on or off'),
      v.transform((value) => value === 'on'),
    ),
    'on',
  ),
  PUBLIC_URL: v.optional(
    v.pipe(v.string(), v.check(isOrigin, 'must be the address that people open, such as https://chat.example.org')),
  ),
  SMTP_URL: v.optional(v.pipe(v.string(), v.regex(/^smtps?:\/\/./, 'must be smtp:// or smtps:// and a server'))),
  MAIL_FROM: v.optional(v.pipe(v.string(), v.regex(/@/, 'must hold an email address'))),
  MAX_CONNECTIONS: setting(20_000, 1, 1_000_000),
  MAX_CONNECTIONS_PER_ADDRESS: setting(2_500, 1, 1_000_000),
  LOG_LEVEL: v.optional(
    v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a pino level'),
    'info',
  ),
  HEARTBEAT_MS: setting(10_000, 100, 60_000),
  PEER_TIMEOUT_MS: setting(45_000, 200, 600_000),
  AUTH_TIMEOUT_MS: setting(5_000, 50, 60_000),
  HANDSHAKE_TIMEOUT_MS: setting(9_000, 100, 60_000),
  PRESENCE_GRACE_MS: setting(10_000, 0, 600_000),
  SEND_QUEUE_BYTES: setting(2 * 1024 * 1024, 64 * 1024, 1024 * 1024 * 1024),
  TAIL_BYTES: setting(64 * 1024 * 1024, 0, 16 * 1024 * 1024 * 1024),
  RESUME_MESSAGES: setting(1_000, 1, 100_000),
  MAX_FILE_BYTES: setting(25 * 1024 * 1024, 1, 2_147_483_647),
  FILE_QUOTA_BYTES: setting(1024 * 1024 * 1024, 0, Number.MAX_SAFE_INTEGER),
  FILE_RESERVE_BYTES: setting(256 * 1024 * 1024, 0, Number.MAX_SAFE_INTEGER),
  RATE_LIMIT_MESSAGES: setting(10, 1, 1_000_000),
  RATE_LIMIT_MESSAGES_BURST: setting(20, 1, 1_000_000),
  RATE_LIMIT_REACTIONS: setting(10, 1, 1_000_000),
  RATE_LIMIT_REACTIONS_BURST: setting(20, 1, 1_000_000),
  RATE_LIMIT_TYPING: setting(5, 1, 1_000_000),
  RATE_LIMIT_TYPING_BURST: setting(10, 1, 1_000_000),
  RATE_LIMIT_FRAMES: setting(100, 1, 1_000_000),
  RATE_LIMIT_FRAMES_BURST: setting(400, 1, 1_000_000),
  RATE_LIMIT_HTTP: setting(300, 1, 1_000_000),
  RATE_LIMIT_HTTP_BURST: setting(3_000, 1, 1_000_000),
  RATE_LIMIT_GUESTS: setting(10, 1, 1_000_000),
  RATE_LIMIT_GUESTS_BURST: setting(2_000, 1, 1_000_000),
  RATE_LIMIT_SIGN_UPS: setting(1, 1, 1_000_000),
  RATE_LIMIT_SIGN_UPS_BURST: setting(100, 1, 1_000_000),
  RATE_LIMIT_SIGN_IN: setting(10, 1, 1_000_000),
  RATE_LIMIT_PATIENCE: setting(200, 1, 1_000_000),
});

type Settings = v.InferOutput<typeof schema>;

/** The settings of a server, checked; `databaseUrl` and `dataDir` are absolute. */
export type Config = Readonly<Omit<Settings, 'DATA_DIR' | 'DATABASE_URL'>> & {
  readonly dataDir: string;
  readonly databaseUrl: string;
};

/** A setting is wrong. The message names each variable and what it must be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The names of all settings, for the test that holds README and schema together. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.entries);

/**
 * Reads the settings from an environment; an empty variable counts as not set.
 * @param env such as process.env
 * @param cwd the folder that relative paths start from
 * @throws ConfigError
 */
export function loadConfig(env: Record<string, string | undefined>, cwd: string = process.cwd()): Config {
  const given = Object.fromEntries(SETTING_NAMES.map((name) => [name, env[name] || undefined]));
  const result = v.safeParse(schema, given);
  if (!result.success) {
    const lines = result.issues.map((issue) => {
      const name = v.getDotPath(issue) ?? '';
      // What is said here ends up in logs.
      const value = given[name]?.replace(/\/\/.*@/, '//…@') ?? '';
      return `  ${name}=${value}: ${issue.message}`;
    });
    throw new ConfigError(`These settings are wrong:\n${lines.join('\n')}`);
  }
  const { DATA_DIR, DATABASE_URL, ...rest } = result.output;
  if (rest.SMTP_URL !== undefined) {
    for (const name of ['MAIL_FROM', 'PUBLIC_URL'] as const) {
      if (rest[name] === undefined) throw new ConfigError(`${name} is missing: mail needs it, see SMTP_URL`);
    }
  }
  const dataDir = resolve(cwd, DATA_DIR);
  const path = DATABASE_URL?.slice('file:'.length) ?? resolve(dataDir, 'confab.db');
  return { ...rest, dataDir, databaseUrl: `file:${isAbsolute(path) ? path : resolve(cwd, path)}` };
}

/** Whose word on a client's address is believed: nobody's, that of anything in a private network, or a list. */
function proxiesOf(text: string): string[] | false {
  if (text === 'off') return false;
  if (text === 'on') return ['loopback', 'linklocal', 'uniquelocal'];
  return text.split(',').map((item) => item.trim());
}

/** An address, a CIDR range, or one of the names that proxy-addr knows. */
function isAddressRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  return family !== 0 && rest.length === 0 && (bits === undefined || isPrefix(bits, family === 4 ? 32 : 128));
}

function isPrefix(bits: string, max: number): boolean {
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= max;
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
