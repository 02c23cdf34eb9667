/**
 * Who may import whom: ARCHITECTURE.md's rules as a table. A file whose path matches `from` must not import a target
 * (a path, `npm:<package>`, `node:<module>`) that matches `forbids`, but for those that match `except`. `$1` in
 * `except` is the first group of `from`. With `types: true` a type-only import is allowed.
 *
 * @typedef {{rule: string, from: RegExp, forbids: RegExp, except?: string, types?: true}} BoundaryRule
 * @type {BoundaryRule[]}
 */
export const BOUNDARY_RULES = [
  {
    rule: 'protocol imports nothing but its schema library',
    from: /^packages\/protocol\/src\//,
    forbids: /./,
    except: '^packages/protocol/src/|^npm:valibot$',
  },
  {
    rule: 'client imports nothing but protocol',
    from: /^packages\/client\/src\//,
    forbids: /./,
    except: '^packages/(client|protocol)/src/',
  },
  {
    rule: 'web imports neither the server nor Node',
    from: /^apps\/web\/src\//,
    forbids: /^(apps\/server|e2e|bench|faults|prisma)\/|^node:/,
  },
  {
    rule: 'the server imports neither the web app nor the client',
    from: /^apps\/server\/src\//,
    forbids: /^(apps\/web|packages\/client|e2e|bench|faults)\//,
  },
  {
    rule: 'e2e and bench know the apps from outside only',
    from: /^(e2e|bench)\//,
    forbids: /^apps\//,
  },
  {
    rule: 'faults know client and protocol, and the server as a process only',
    from: /^faults\//,
    forbids: /^(apps|bench|e2e|prisma|scripts)\//,
  },

  // apps/web: app → features → store, ui
  {
    rule: 'no feature imports another',
    from: /^apps\/web\/src\/features\/([^/]+)\//,
    forbids: /^apps\/web\/src\/features\//,
    except: '^apps/web/src/features/$1/',
  },
  {
    rule: 'features do not import the app around them',
    from: /^apps\/web\/src\/features\//,
    forbids: /^apps\/web\/src\/app\//,
  },
  {
    rule: 'ui knows neither store, features nor the SDK',
    from: /^apps\/web\/src\/ui\//,
    forbids: /^apps\/web\/src\/(app|features|store)\/|^packages\/client\//,
  },
  {
    rule: 'the store imports no component',
    from: /^apps\/web\/src\/store\//,
    forbids: /^apps\/web\/src\/(app|features|ui)\/|\.tsx$|^npm:react-dom$/,
  },

  // apps/server: main → app → gateway, http → rooms → types of log, files
  {
    rule: 'only main imports app, and nothing imports main',
    from: /^apps\/server\/src\/(?!main\.ts$)/,
    forbids: /^apps\/server\/src\/(main|app)\.ts$/,
  },
  {
    rule: 'only app wires things up',
    from: /^apps\/server\/src\/(?!app\.ts$|wiring\/)/,
    forbids: /^apps\/server\/src\/wiring\//,
  },
  {
    rule: 'rooms know the log and the files by their types only',
    from: /^apps\/server\/src\/rooms\//,
    forbids: /^apps\/server\/src\//,
    except: '^apps/server/src/rooms/|^apps/server/src/[^/]+\\.ts$',
    types: true,
  },
  {
    rule: 'rooms know neither transport nor database, not even their types',
    from: /^apps\/server\/src\/rooms\//,
    forbids: /^apps\/server\/(src\/(gateway|http|import)|generated)\/|^npm:(fastify|@fastify\/.*|ws|@prisma\/.*)$/,
  },
  {
    rule: 'accounts stand on the rooms, and know neither transport nor database',
    from: /^apps\/server\/src\/accounts\//,
    forbids: /^apps\/server\/(src\/(gateway|http|import)|generated)\/|^npm:(fastify|@fastify\/.*|ws|@prisma\/.*)$/,
  },
  {
    rule: 'accounts know the log by its types only',
    from: /^apps\/server\/src\/accounts\//,
    forbids: /^apps\/server\/src\/log\//,
    types: true,
  },
  {
    rule: 'rooms know nothing of accounts, and only those know better-auth',
    from: /^apps\/server\/src\/(?!accounts\/|http\/|admin\/|wiring\/|app\.ts$)/,
    forbids: /^apps\/server\/src\/accounts\/|^npm:better-auth(\/.*)?$/,
  },
  {
    rule: 'only the wiring names an adapter',
    from: /^apps\/server\/src\/(gateway|http|metrics)\//,
    forbids: /^apps\/server\/src\/(log|files|import)\//,
    types: true,
  },
  {
    rule: 'http does not import the gateway',
    from: /^apps\/server\/src\/http\//,
    forbids: /^apps\/server\/src\/gateway\//,
  },
  {
    rule: 'log and files know nothing above them',
    from: /^apps\/server\/src\/(log|files)\//,
    forbids: /^apps\/server\/src\/(gateway|http|rooms|import)\//,
    types: true,
  },
  {
    rule: 'only log, import and admin speak to the database',
    from: /^apps\/server\/src\/(?!(log|import|admin)\/)/,
    forbids: /^apps\/server\/generated\/|^npm:(@prisma\/.*|better-sqlite3)$/,
  },
];
