const BUILT = new URL('../../dist-test/', import.meta.url);
const ENTRY_POINT = /\/src\/log\/(?:search\/)?([a-z]+-worker)\.ts$/;

/** Node's hook for resolving modules: a thread's entry point is the built one. */
export function resolve(specifier, context, nextResolve) {
  const name = ENTRY_POINT.exec(specifier)?.[1];
  return nextResolve(name === undefined ? specifier : new URL(`${name}.js`, BUILT).href, context);
}
