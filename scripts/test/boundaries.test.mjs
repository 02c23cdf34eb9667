import { describe, expect, it } from 'vitest';
import { FOLDERS, findCycles, findViolations } from '../boundaries.mjs';
import { BOUNDARY_RULES } from '../boundary-rules.mjs';
import { importsOf, readImports } from '../imports.mjs';
import { ROOT } from '../root.mjs';

const broken = (file, text) => findViolations(importsOf(file, text), BOUNDARY_RULES).map(({ rule }) => rule);

describe('imports of a file', () => {
  it('are found in every form, and resolved', () => {
    const text = `
      import { a } from './a.ts';
      import type { B } from '../b.ts';
      import { type C, d } from '@confab/protocol';
      import 'node:fs';
      export * from '@scope/name/deep';
      const lazy = await import('./lazy.ts');
    `;
    expect(importsOf('apps/web/src/x.ts', text)).toEqual([
      { from: 'apps/web/src/x.ts', to: 'apps/web/src/a.ts', typeOnly: false },
      { from: 'apps/web/src/x.ts', to: 'apps/web/b.ts', typeOnly: true },
      { from: 'apps/web/src/x.ts', to: 'packages/protocol/src/index.ts', typeOnly: false },
      { from: 'apps/web/src/x.ts', to: 'node:fs', typeOnly: false },
      { from: 'apps/web/src/x.ts', to: 'npm:@scope/name', typeOnly: false },
      { from: 'apps/web/src/x.ts', to: 'apps/web/src/lazy.ts', typeOnly: false },
    ]);
  });

  it('are not looked for in comments and strings', () => {
    expect(importsOf('e2e/x.ts', `// import 'a'\nconst text = "import 'b'";`)).toEqual([]);
  });
});

describe('who may import whom', () => {
  it.each([
    ['packages/protocol/src/a.ts', `import 'zod'`, 'protocol imports nothing but its schema library'],
    ['packages/client/src/a.ts', `import 'node:fs'`, 'client imports nothing but protocol'],
    ['apps/web/src/app/a.ts', `import '../../../server/src/config.ts'`, 'web imports neither the server nor Node'],
    ['apps/server/src/a.ts', `import '@confab/client'`, 'the server imports neither the web app nor the client'],
    [
      'apps/server/src/a.ts',
      `import '@confab/client/threads'`,
      'the server imports neither the web app nor the client',
    ],
    [
      'faults/src/a.ts',
      `import '../../bench/src/options.ts'`,
      'faults know client and protocol, and the server as a process only',
    ],
    ['e2e/journeys/a.ts', `import '../../apps/server/src/app.ts'`, 'e2e and bench know the apps from outside only'],
    ['apps/web/src/features/a/x.ts', `import '../b/y.ts'`, 'no feature imports another'],
    ['apps/web/src/ui/a.tsx', `import '@confab/client/pins'`, 'ui knows neither store, features nor the SDK'],
    ['apps/web/src/ui/a.tsx', `import '../store/x.ts'`, 'ui knows neither store, features nor the SDK'],
    ['apps/web/src/store/a.ts', `import '../x.tsx'`, 'the store imports no component'],
    [
      'apps/server/src/rooms/a.ts',
      `import type { W } from 'ws'`,
      'rooms know neither transport nor database, not even their types',
    ],
    ['apps/server/src/rooms/a.ts', `import '../log/append.ts'`, 'rooms know the log and the files by their types only'],
    ['apps/server/src/gateway/a.ts', `import '../log/append.ts'`, 'only the wiring names an adapter'],
    ['apps/server/src/http/a.ts', `import '#prisma/sqlite'`, 'only log, import and admin speak to the database'],
    ['apps/server/src/http/a.ts', `import '../wiring/storage.ts'`, 'only app wires things up'],
    ['apps/server/src/http/a.ts', `import '../app.ts'`, 'only main imports app, and nothing imports main'],
  ])('%s may not: %s', (file, text, rule) => {
    expect(broken(file, text)).toEqual([rule]);
  });

  it.each([
    ['packages/protocol/src/a.ts', `import 'valibot'; import './b.ts'`],
    ['packages/client/src/a.ts', `import '@confab/protocol'`],
    ['apps/web/src/features/a/x.ts', `import './y.ts'; import '../../store/z.ts'; import '@confab/client'`],
    [
      'apps/server/src/rooms/a.ts',
      `import type { Log } from '../log/append.ts'; import '../clock.ts'; import './b.ts'`,
    ],
    ['apps/server/src/app.ts', `import './files/file-store.ts'; import './log/append.ts'`],
    ['e2e/journeys/a.ts', `import '@confab/client'`],
  ])('%s may: %s', (file, text) => {
    expect(broken(file, text)).toEqual([]);
  });
});

it('every rule is about files that are looked at', () => {
  const files = readImports(ROOT, FOLDERS).map(({ from }) => from);
  const idle = BOUNDARY_RULES.filter(({ from }) => !files.some((file) => from.test(file)));
  expect(idle.map(({ rule }) => rule)).toEqual([]);
});

describe('cycles', () => {
  const edge = (from, to, typeOnly = false) => ({ from, to, typeOnly });

  it('are found once, wherever the walk begins', () => {
    expect(findCycles([edge('x', 'a'), edge('a', 'b'), edge('b', 'c'), edge('c', 'a')])).toEqual([['a', 'b', 'c']]);
  });

  it('do not count where only types go round, or two ways lead to one file', () => {
    expect(findCycles([edge('a', 'b'), edge('b', 'a', true), edge('a', 'c'), edge('b', 'c')])).toEqual([]);
  });
});
