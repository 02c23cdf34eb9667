/** Writes one line of the engine's log, in the form that Prisma's CLI parses. */
export function logLine(level, message, fields = {}) {
  const target = 'schema_engine::logger';
  const line = { timestamp: new Date().toISOString(), level, fields: { message, ...fields }, target };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
