const BUILT = new URL('../../dist-test/writer-worker.js', import.meta.url).href;

/** Node's hook for resolving modules: the writer's entry point is the built one. */
export function resolve(specifier, context, nextResolve) {
  return nextResolve(specifier.endsWith('/src/log/writer-worker.ts') ? BUILT : specifier, context);
}
