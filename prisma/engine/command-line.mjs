/**
 * Reads the part of the native engine's command line that Prisma's CLI uses.
 *
 * @param {string[]} args
 * @returns {{command: string, datamodels: string[], url: string | undefined}} `command` is `serve` (JSON-RPC over
 *   stdio), `version`, or the name after `cli`; `datamodels` are schema files; `url` is the database's
 */
export function parseCommandLine(args) {
  const parsed = { command: 'serve', datamodels: [], url: undefined };
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '--version') parsed.command = 'version';
    else if (args[i] === 'cli') parsed.command = args[++i];
    else if (args[i] === '--datamodels') parsed.datamodels.push(args[++i]);
    else if (args[i] === '--datasource') parsed.url = JSON.parse(args[++i]).url;
    else if (args[i].startsWith('--')) i += 1; // Options with a value that change nothing here.
  }
  return parsed;
}
