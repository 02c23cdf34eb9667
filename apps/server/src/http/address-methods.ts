import type { FastifyInstance } from 'fastify';

interface Address {
  parts: string[];
  methods: Set<string>;
}

/**
 * Notes the methods of every address from here on; register it before the routes. Addresses with a wildcard are left out.
 * @returns the methods that a path answers to; none where there is no such address
 */
export function noteAddressMethods(app: FastifyInstance): (path: string) => string[] {
  const addresses = new Map<string, Address>();
  app.addHook('onRoute', ({ method, url }) => {
    if (url.includes('*')) return;
    const address = addresses.get(url) ?? { parts: url.split('/'), methods: new Set() };
    for (const name of [method].flat()) address.methods.add(name);
    addresses.set(url, address);
  });
  return (path) => {
    const given = path.split('/');
    const matching = [...addresses.values()].filter(({ parts }) => matches(parts, given));
    return [...new Set(matching.flatMap(({ methods }) => [...methods]))].sort();
  };
}

function matches(parts: string[], given: string[]): boolean {
  return (
    parts.length === given.length &&
    parts.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]))
  );
}
