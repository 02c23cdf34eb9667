import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/**
 * One file importing another module.
 * @typedef {object} Import
 * @property {string} from the importing file, relative to the root
 * @property {string} to a file relative to the root, or `npm:<package>`, `node:<module>`
 * @property {boolean} typeOnly whether it vanishes when the types are stripped
 */

/** The generated database client, by the name that the server has for it. */
const GENERATED = { '#prisma/sqlite': 'apps/server/generated/sqlite/client.ts' };

/** Our own packages, and what of each (`@confab/client/threads`) is asked for. */
const OWN_PACKAGE = /^@confab\/(protocol|client)(?:\/(.+))?$/;

/**
 * The imports written in the TypeScript files below some folders.
 *
 * @param {string} root absolute path
 * @param {string[]} folders relative to the root; missing ones are empty
 * @returns {Import[]}
 */
export function readImports(root, folders) {
  return folders
    .flatMap((folder) => typescriptFiles(root, folder))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
}

/** The imports in one file's text. @returns {Import[]} */
export function importsOf(file, text) {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const to = (specifier) => resolve(file, specifier);
  return [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      from: file,
      to: to(moduleRequest.value),
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...staticExports
      .flatMap(({ entries }) => entries)
      .filter(({ moduleRequest }) => moduleRequest)
      .map(({ moduleRequest, isType }) => ({ from: file, to: to(moduleRequest.value), typeOnly: isType })),
    ...dynamicImports
      .map(({ moduleRequest }) => /^(['"`])([^$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2])
      .filter((specifier) => specifier !== undefined)
      .map((specifier) => ({ from: file, to: to(specifier), typeOnly: false })),
  ];
}

function resolve(file, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier);
  if (specifier.startsWith('node:')) return specifier;
  if (GENERATED[specifier]) return GENERATED[specifier];
  const [, own, part = 'index'] = OWN_PACKAGE.exec(specifier) ?? [];
  if (own) return `packages/${own}/src/${part}.ts`;
  const [scopeOrName, name] = specifier.split('/');
  return `npm:${scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName}`;
}

function typescriptFiles(root, folder) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : typescriptFiles(root, path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
